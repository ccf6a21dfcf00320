using System.Collections.ObjectModel;
using System.Net;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.PluginClient;
using LibNetwork.Sandboxing;
using LibNetwork.Serving;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>What the engine's objects share.</summary>
internal sealed class ControllerContext
{
    private int _pruning;

    internal ControllerContext(bool enableGatewayNetworks = false)
    {
        IpamReplay = new IpamReplay(this);
        GatewayNetworks = new GatewayNetworks(this, enableGatewayNetworks);
    }

    internal required string InstanceId { get; init; }

    /// <summary>Directory in which sandbox namespaces are pinned.</summary>
    internal required string NamespaceRoot { get; init; }

    internal required NetworkNamespace HostNamespace { get; init; }

    internal required RouteSocket HostSocket { get; init; }

    /// <summary>Tells, at each call, the networks the host itself uses (E-059).</summary>
    internal required Func<CancellationToken, ValueTask<IReadOnlyList<IPNetwork>>> HostNetworks { get; init; }

    internal required ISandboxNamespaces Namespaces { get; init; }

    internal required SettlingStore Store { get; init; }

    /// <summary>What tells neighbours of new addresses.</summary>
    internal required AddressAnnouncer Announcer { get; init; }

    internal required ILogger Logger { get; init; }

    internal required TimeProvider Clock { get; init; }

    internal required PluginRegistry Plugins { get; init; }

    /// <summary>Driver options of new networks, by the driver's type (C-171).</summary>
    internal IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> DefaultNetworkOptions { get; init; } =
        ReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>.Empty;

    /// <summary>Whether there are networks from the start.</summary>
    internal bool HasPredefinedNetworks { get; init; }

    internal DriverRegistry Drivers { get; } = new();

    /// <summary>What happens, for whoever watches.</summary>
    internal required EngineEvents Events { get; init; }

    internal IpamRegistry Ipams { get; } = new();

    internal ObjectIndex<Network> Networks { get; } = new("network");

    internal ObjectIndex<Sandbox> Sandboxes { get; } = new("sandbox");

    /// <summary>What other engines own.</summary>
    internal required ServedNetworks ServedNetworks { get; init; }

    /// <summary>The default IPAM driver as other engines use it; there once it is registered.</summary>
    internal ServedIpamDriver ServedIpam { get; set; } = null!;

    /// <summary>Node discovery; null without one.</summary>
    internal NodeDiscovery? NodeDiscovery { get; set; }

    internal IpamReplay IpamReplay { get; }

    /// <summary>The way out of sandboxes that have no other.</summary>
    internal GatewayNetworks GatewayNetworks { get; }

    /// <summary>Held by an inspection: two that repair would be in each other's way. Before every other lock.</summary>
    internal AsyncLock InspectionLock { get; } = new();

    /// <summary>Finds an IPAM driver. One in another process that keeps nothing, and was away, has been told again what it had handed out.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none of that name; else why a plugin cannot be used.</exception>
    internal async ValueTask<IpamRegistration> GetIpamAsync(string name, CancellationToken cancellationToken)
    {
        var registration = await Ipams.GetAsync(name, cancellationToken);
        await IpamReplay.EnsureAsync(registration, cancellationToken);
        return registration;
    }

    /// <summary>Begins to prune; false when somebody does already.</summary>
    internal bool TryBeginPruning() => Interlocked.CompareExchange(ref _pruning, 1, 0) == 0;

    internal void EndPruning() => Volatile.Write(ref _pruning, 0);

    internal void Save(NetworkRecord record) => Save(RecordKind.Network, record.Id, record, RecordJson.Default.NetworkRecord, durable: !record.IsPredefined);

    internal void Save(EndpointRecord record) => Save(RecordKind.Endpoint, record.Id, record, RecordJson.Default.EndpointRecord, durable: false);

    internal void Save(SandboxRecord record) => Save(RecordKind.Sandbox, record.Id, record, RecordJson.Default.SandboxRecord, durable: false);

    /// <summary>Forgets what is gone: now or, when the store cannot be written, later.</summary>
    internal void Forget(RecordKind kind, string id) => Store.Settle([new RecordChange(kind, id, Value: null)], durable: kind == RecordKind.Network);

    /// <summary>Stores how an endpoint is after work that cannot be taken back: now or, when the store cannot be written, later.</summary>
    internal void Settle(EndpointRecord record) =>
        Store.Settle([new RecordChange(RecordKind.Endpoint, record.Id, RecordJson.Write(record, RecordJson.Default.EndpointRecord))], durable: false);

    /// <inheritdoc cref="Settle(EndpointRecord)"/>
    internal void Settle(NetworkRecord record) =>
        Store.Settle([new RecordChange(RecordKind.Network, record.Id, RecordJson.Write(record, RecordJson.Default.NetworkRecord))], durable: true);

    private void Save<T>(RecordKind kind, string id, T record, JsonTypeInfo<T> type, bool durable) =>
        Store.Commit([new RecordChange(kind, id, RecordJson.Write(record, type))], durable);
}
