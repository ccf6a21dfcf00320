using System.Net;

namespace LibNetwork.DriverApi;

/// <summary>Where a driver says what a sandbox gets on joining .</summary>
public interface IJoinInfo
{
    /// <summary>The names of the interface.</summary>
    IInterfaceNameInfo InterfaceName { get; }

    /// <summary>Sets the IPv4 default gateway .</summary>
    /// <param name="gateway">An address on the endpoint's network.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: not an IPv4 address.</exception>
    void SetGateway(IPAddress gateway);

    /// <summary>Sets the IPv6 default gateway .</summary>
    /// <param name="gateway">An address on the endpoint's network.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: not an IPv6 address.</exception>
    void SetGatewayIPv6(IPAddress gateway);

    /// <summary>Adds a route inside the sandbox .</summary>
    /// <param name="destination">Where to, host bits cleared.</param>
    /// <param name="routeType">By a next hop, or on the link.</param>
    /// <param name="nextHop">The next hop; null for <see cref="RouteType.Connected"/>.</param>
    void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null);

    /// <summary>No default gateway network is needed for this sandbox: the driver takes care of the way out .</summary>
    void DisableGatewayService();

    /// <summary>The driver provides the IPv4 default route though it has no gateway address .</summary>
    void ForceGatewayIPv4();

    /// <summary>The driver provides the IPv6 default route though it has no gateway address .</summary>
    void ForceGatewayIPv6();

    /// <summary>Adds an entry to a table that is shared with the driver's other hosts .</summary>
    /// <param name="tableName">One of the driver's tables.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">The entry; only the driver reads it.</param>
    void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value);
}
