using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>A sandbox's place on a network: an interface, its addresses, its routes.</summary>
public sealed class Endpoint
{
    private DriverOptions? _options;

    internal Endpoint(Network network, EndpointRecord record)
    {
        Network = network;
        Record = record;
        Farewell = [new RecordChange(RecordKind.Endpoint, record.Id, Value: null)];
    }

    /// <summary>64 lower-case hex digits.</summary>
    public string Id => Record.Id;

    /// <summary>What was asked for.</summary>
    public EndpointConfig Config => Record.Config;

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>Its network.</summary>
    public Network Network { get; }

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => Record.Created;

    /// <summary>The sandbox that has joined; null when none has.</summary>
    public Sandbox? Sandbox => Record is { SandboxId: { } id, Join: not null } && Network.Context.Sandboxes.TryGetId(id, out var sandbox) ? sandbox : null;

    /// <summary>The MAC address; null when the driver gives none.</summary>
    public PhysicalAddress? MacAddress => Record.MacAddress;

    /// <summary>The IPv4 address with its pool's prefix; null when there is none.</summary>
    public CidrAddress? Address => Record.Address;

    /// <summary>The IPv6 address with its pool's prefix; null when there is none.</summary>
    public CidrAddress? AddressIPv6 => Record.AddressIPv6;

    /// <summary>The IPv4 gateway it offers its sandbox; null when it offers none or is not joined.</summary>
    public IPAddress? Gateway => Record.Join?.Gateway;

    /// <summary>The IPv6 gateway it offers its sandbox; null when it offers none or is not joined.</summary>
    public IPAddress? GatewayIPv6 => Record.Join?.GatewayIPv6;

    /// <summary>Name of its interface inside the sandbox, such as <c>eth0</c>; empty when it is not joined or has none.</summary>
    public string InterfaceName => Record.Join?.InterfaceName ?? "";

    internal EndpointRecord Record { get; set; }

    /// <summary>The deleted endpoint of its name that it follows; null when none is remembered.</summary>
    internal EndpointRecord? Former { get; init; }

    /// <summary>What the store is told once it is gone.</summary>
    internal IReadOnlyList<RecordChange> Farewell { get; set; }

    /// <summary>Whether its driver failed to let its sandbox leave: it is asked again before another joins.</summary>
    internal bool OwesLeave { get; set; }

    /// <summary>The options as its driver gets them.</summary>
    internal DriverOptions Options => _options ??= BuildOptions(Config);

    /// <summary>Joins a sandbox: its interface appears there, with addresses and routes.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: another sandbox has joined;
    /// <see cref="ErrorKind.Conflict"/>: the endpoint or the sandbox is being deleted.</exception>
    public ValueTask JoinAsync(Sandbox sandbox, CancellationToken cancellationToken = default) =>
        Membership.JoinAsync(this, sandbox, cancellationToken);

    /// <summary>Leaves the sandbox: the interface disappears from it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: no sandbox has joined.</exception>
    public ValueTask LeaveAsync(CancellationToken cancellationToken = default) => Membership.LeaveAsync(this, cancellationToken);

    /// <summary>Deletes the endpoint and gives its addresses back.</summary>
    /// <param name="force">Leave the sandbox first. Without it, a joined endpoint is <see cref="ErrorKind.Forbidden"/>.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public ValueTask DeleteAsync(bool force = false, CancellationToken cancellationToken = default) =>
        EndpointLifecycle.DeleteAsync(this, force, cancellationToken);

    internal void EnsureAlive()
    {
        if (Record.State == RecordState.Deleting)
        {
            throw NetworkErrors.EndpointIsGoing(Name);
        }
    }

    private static DriverOptions BuildOptions(EndpointConfig config)
    {
        var options = new Dictionary<string, object>(StringComparer.Ordinal);
        if (config.DriverOptions.Count > 0)
        {
            options[NetLabel.GenericData] = config.DriverOptions;
        }

        if (config.MacAddress is { } mac)
        {
            options[NetLabel.MacAddress] = mac;
        }

        if (config.InterfaceName.Length > 0)
        {
            options[NetLabel.InterfaceName] = config.InterfaceName;
        }

        if (config.Sysctls.Count > 0)
        {
            options[NetLabel.EndpointSysctls] = string.Join(',', config.Sysctls);
        }

        return options.Count == 0 ? DriverOptions.Empty : new DriverOptions(options);
    }
}
