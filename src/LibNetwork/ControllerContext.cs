using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.Sandboxing;
using LibNetwork.Serving;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>What the engine's objects share.</summary>
internal sealed class ControllerContext
{
    internal required string InstanceId { get; init; }

    /// <summary>Directory in which sandbox namespaces are pinned.</summary>
    internal required string NamespaceRoot { get; init; }

    internal required NetworkNamespace HostNamespace { get; init; }

    internal required RouteSocket HostSocket { get; init; }

    internal required NamespacePool NamespacePool { get; init; }

    internal required IRecordStore Store { get; init; }

    internal required ILogger Logger { get; init; }

    internal required TimeProvider Clock { get; init; }

    internal DriverRegistry Drivers { get; } = new();

    internal IpamRegistry Ipams { get; } = new();

    internal ObjectIndex<Network> Networks { get; } = new("network");

    internal ObjectIndex<Sandbox> Sandboxes { get; } = new("sandbox");

    /// <summary>What other engines own.</summary>
    internal required ServedNetworks ServedNetworks { get; init; }

    /// <summary>The default IPAM driver as other engines use it; there once it is registered.</summary>
    internal ServedIpamDriver ServedIpam { get; set; } = null!;

    /// <summary>Finds an IPAM driver.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none of that name.</exception>
    internal IpamRegistration GetIpam(string name) => FindIpam(name) ?? throw NetworkErrors.UnknownIpamDriver(name);

    internal IpamRegistration? FindIpam(string name) => Ipams.TryGet(name, out var registration) ? registration : null;

    internal void Save(NetworkRecord record) => Save(RecordKind.Network, record.Id, record, RecordJson.Default.NetworkRecord, durable: true);

    internal void Save(EndpointRecord record) => Save(RecordKind.Endpoint, record.Id, record, RecordJson.Default.EndpointRecord, durable: false);

    internal void Save(SandboxRecord record) => Save(RecordKind.Sandbox, record.Id, record, RecordJson.Default.SandboxRecord, durable: false);

    internal void Forget(RecordKind kind, string id) => Store.Commit([new RecordChange(kind, id, Value: null)], durable: kind == RecordKind.Network);

    private void Save<T>(RecordKind kind, string id, T record, JsonTypeInfo<T> type, bool durable) =>
        Store.Commit([new RecordChange(kind, id, RecordJson.Write(record, type))], durable);
}
