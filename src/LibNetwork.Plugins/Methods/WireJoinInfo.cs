using System.Net;
using System.Net.Sockets;
using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Methods;

/// <summary>Gathers what a driver says in a Join, as far as the protocol has words for it (B-049).</summary>
/// <remarks>It has none for "I provide the default route without a gateway address" and for entries of shared tables: Docker does not offer these to
/// drivers in other processes. They are logged and dropped.</remarks>
internal sealed class WireJoinInfo(string networkId, string endpointId, ILogger logger) : IJoinInfo, IInterfaceNameInfo
{
    private const int LongestName = 15; // IFNAMSIZ - 1

    private readonly List<StaticRouteMessage> _routes = [];
    private InterfaceNameMessage? _names;
    private IPAddress? _gateway;
    private IPAddress? _gatewayIPv6;
    private bool _gatewayServiceDisabled;

    /// <inheritdoc/>
    public IInterfaceNameInfo InterfaceName => this;

    /// <inheritdoc/>
    public bool SupportsCreatedInSandbox => false;

    /// <summary>What was gathered.</summary>
    internal JoinResponse Response => new()
    {
        InterfaceName = _names,
        Gateway = _gateway?.ToString() ?? "",
        GatewayIPv6 = _gatewayIPv6?.ToString() ?? "",
        StaticRoutes = _routes.Count > 0 ? _routes : null,
        DisableGatewayService = _gatewayServiceDisabled,
    };

    /// <inheritdoc/>
    public void SetNames(string sourceName, string destinationPrefix, string destinationName = "")
    {
        ArgumentNullException.ThrowIfNull(sourceName);
        ArgumentNullException.ThrowIfNull(destinationPrefix);
        ArgumentNullException.ThrowIfNull(destinationName);
        Check(sourceName, "source name", mayBeEmpty: false);
        Check(destinationPrefix, "destination prefix", mayBeEmpty: destinationName.Length > 0);
        Check(destinationName, "destination name", mayBeEmpty: true);
        _names = new InterfaceNameMessage { SrcName = sourceName, DstPrefix = destinationPrefix, DstName = destinationName };
    }

    /// <inheritdoc/>
    public string ReserveName(string destinationPrefix) => throw new DriverNotImplementedException();

    /// <inheritdoc/>
    public void SetCreatedInSandbox(string hostName, string name) => throw new DriverNotImplementedException();

    /// <inheritdoc/>
    public void SetGateway(IPAddress gateway) => _gateway = Checked(gateway, AddressFamily.InterNetwork);

    /// <inheritdoc/>
    public void SetGatewayIPv6(IPAddress gateway) => _gatewayIPv6 = Checked(gateway, AddressFamily.InterNetworkV6);

    /// <inheritdoc/>
    public void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null)
    {
        if ((routeType == RouteType.NextHop) != (nextHop is not null))
        {
            throw Invalid($"route to {destination}: a next hop belongs to a route by a next hop, and to no other");
        }

        if (nextHop is not null)
        {
            Checked(nextHop, destination.BaseAddress.AddressFamily);
        }

        _routes.Add(new StaticRouteMessage
        {
            Destination = destination.ToString(),
            RouteType = (int)routeType,
            NextHop = nextHop?.ToString() ?? "",
        });
    }

    /// <inheritdoc/>
    public void DisableGatewayService() => _gatewayServiceDisabled = true;

    /// <inheritdoc/>
    public void ForceGatewayIPv4() => logger.NotOnTheWire(nameof(ForceGatewayIPv4), networkId, endpointId);

    /// <inheritdoc/>
    public void ForceGatewayIPv6() => logger.NotOnTheWire(nameof(ForceGatewayIPv6), networkId, endpointId);

    /// <inheritdoc/>
    public void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value) =>
        logger.NotOnTheWire($"{nameof(AddTableEntry)} {tableName}/{key}", networkId, endpointId);

    private static void Check(string name, string what, bool mayBeEmpty)
    {
        var length = Encoding.UTF8.GetByteCount(name);
        if (length > LongestName || (length == 0 && !mayBeEmpty))
        {
            throw Invalid($"interface {what} {GoText.Quote(name)}: a name has 1 to {LongestName} bytes");
        }
    }

    private static IPAddress Checked(IPAddress gateway, AddressFamily family)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return gateway.AddressFamily == family ? gateway : throw Invalid($"{gateway} is of the wrong address family");
    }

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
