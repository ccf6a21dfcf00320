using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Gathers what a driver says while a sandbox joins .</summary>
internal sealed class JoinInfo(InterfaceNames names, string wantedName, bool hasNamespace = true) : IJoinInfo, IInterfaceNameInfo
{
    private readonly List<RouteRecord> _routes = [];
    private string _hostName = "";
    private string _name = "";
    private bool _createdInSandbox;
    private IPAddress? _gateway;
    private IPAddress? _gatewayIPv6;
    private bool _forceIPv4;
    private bool _forceIPv6;
    private bool _gatewayServiceDisabled;

    /// <inheritdoc/>
    public IInterfaceNameInfo InterfaceName => this;

    /// <inheritdoc/>
    public bool SupportsCreatedInSandbox => hasNamespace;

    /// <summary>The name that was reserved in the sandbox; empty when none was.</summary>
    internal string ReservedName => _name;

    /// <summary>Entries the driver wants in tables it shares with its other hosts.</summary>
    internal List<(string Table, string Key, ReadOnlyMemory<byte> Value)> TableEntries { get; } = [];

    /// <summary>What was gathered.</summary>
    internal JoinRecord Record => new()
    {
        HostName = _hostName,
        InterfaceName = _hostName.Length == 0 ? "" : _name,
        CreatedInSandbox = _createdInSandbox,
        Gateway = _gateway,
        GatewayIPv6 = _gatewayIPv6,
        ForceGatewayIPv4 = _forceIPv4,
        ForceGatewayIPv6 = _forceIPv6,
        GatewayServiceDisabled = _gatewayServiceDisabled,
        Routes = _routes,
    };

    /// <inheritdoc/>
    public string ReserveName(string destinationPrefix)
    {
        if (_name.Length == 0)
        {
            _name = names.Reserve(destinationPrefix, wantedName);
        }

        return _name;
    }

    /// <inheritdoc/>
    public void SetNames(string sourceName, string destinationPrefix, string destinationName = "")
    {
        // These may come from another process.
        var errors = new ValidationErrors("invalid interface names:");
        errors.AddIf(string.IsNullOrEmpty(sourceName), "invalid interface name \"\": the link on the host has none");
        errors.AddIfAny(ObjectName.CheckInterface(sourceName ?? ""));
        errors.AddIf(string.IsNullOrEmpty(destinationPrefix) && string.IsNullOrEmpty(destinationName), "invalid interface name \"\": there is none for the inside");
        errors.AddIfAny(ObjectName.CheckInterface(destinationPrefix ?? ""));
        errors.AddIfAny(ObjectName.CheckInterface(destinationName ?? ""));
        errors.ThrowIfAny();
        _hostName = sourceName!;
        if (_name.Length == 0)
        {
            _name = names.Reserve(destinationPrefix ?? "", wantedName.Length > 0 ? wantedName : destinationName ?? "");
        }
    }

    /// <inheritdoc/>
    public void SetCreatedInSandbox(string hostName, string name)
    {
        if (name != _name)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"interface {name} is not the one that was reserved ({_name})");
        }

        _hostName = hostName;
        _createdInSandbox = true;
    }

    /// <inheritdoc/>
    public void SetGateway(IPAddress gateway) => _gateway = Checked(gateway, AddressFamily.InterNetwork);

    /// <inheritdoc/>
    public void SetGatewayIPv6(IPAddress gateway) => _gatewayIPv6 = Checked(gateway, AddressFamily.InterNetworkV6);

    /// <inheritdoc/>
    public void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null)
    {
        if ((routeType == RouteType.NextHop) != (nextHop is not null))
        {
            throw new NetworkException(ErrorKind.InvalidParameter,
                $"route to {destination}: a next hop belongs to a route by a next hop, and to no other");
        }

        _routes.Add(new RouteRecord(destination, nextHop));
    }

    /// <inheritdoc/>
    public void DisableGatewayService() => _gatewayServiceDisabled = true;

    /// <inheritdoc/>
    public void ForceGatewayIPv4() => _forceIPv4 = true;

    /// <inheritdoc/>
    public void ForceGatewayIPv6() => _forceIPv6 = true;

    /// <inheritdoc/>
    public void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value) => TableEntries.Add((tableName, key, value));

    private static IPAddress Checked(IPAddress gateway, AddressFamily family)
    {
        ArgumentNullException.ThrowIfNull(gateway);
        return gateway.AddressFamily == family ? gateway
            : throw new NetworkException(ErrorKind.InvalidParameter, $"gateway {gateway} is of the wrong address family");
    }
}
