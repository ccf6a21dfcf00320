using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Serving;

/// <summary>A network that another engine owns, live. Whoever changes it holds its lock.</summary>
internal sealed class ServedNetwork(ServedNetworkRecord record, INetworkDriver driver)
{
    public ServedNetworkRecord Record { get; set; } = record;

    public string Id => Record.Id;

    /// <summary>The driver that realises it: the engine's own, not the one that is served.</summary>
    public INetworkDriver Driver { get; } = driver;

    public AsyncLock Lock { get; } = new();

    /// <summary>The endpoints, by id.</summary>
    public ConcurrentDictionary<string, ServedEndpointRecord> Endpoints { get; } = new(StringComparer.Ordinal);

    /// <summary>What people see of it.</summary>
    public ServedNetworkInfo Info => new()
    {
        Id = Id,
        Driver = Record.Driver,
        Created = Record.Created,
        IPv4Data = Record.IPv4Data,
        IPv6Data = Record.IPv6Data,
        Endpoints = Endpoints.Count,
    };

    /// <summary>Whether it was deleted, or never came to be, while someone waited for its lock.</summary>
    public bool IsGone { get; set; }
}
