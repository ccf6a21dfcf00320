using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Serving;

/// <summary>The networks of other engines that drivers of this one realise.</summary>
/// <remarks>An engine such as Docker tells a driver of a network once, and after a restart of either side never again: so what was said is
/// recorded, each record being an intent until its work is done (ADR 0001, 0015). Thread-safe.</remarks>
internal sealed class ServedNetworks(ServedRecords records, TimeProvider clock, string bootId, ILogger logger)
{
    private readonly ConcurrentDictionary<string, ServedNetwork> _networks = new(StringComparer.Ordinal);

    /// <summary>The networks, in no order.</summary>
    public ICollection<ServedNetwork> All => _networks.Values;

    public int Count => _networks.Count;

    /// <summary>How their endpoints come and go.</summary>
    public ServedEndpoints Endpoints { get; } = new(records, clock, bootId, logger);

    /// <summary>Takes up a network from before the process started.</summary>
    public void TakeUp(ServedNetwork network) => _networks[network.Id] = network;

    /// <summary>Creates a network: the intent is stored, the driver does its part, the network is stored.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: the id is taken; whatever the driver throws.</exception>
    public async ValueTask CreateAsync(INetworkDriver driver, string networkId, DriverOptions options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken)
    {
        var record = new ServedNetworkRecord
        {
            Id = networkId,
            Driver = driver.Type,
            Created = clock.GetUtcNow(),
            Options = options,
            IPv4Data = ipv4Data,
            IPv6Data = ipv6Data,
            State = RecordState.Creating,
        };
        var network = new ServedNetwork(record, driver);
        using var held = await network.Lock.EnterAsync(cancellationToken);
        if (!_networks.TryAdd(networkId, network))
        {
            throw new NetworkException(ErrorKind.Conflict, $"network {networkId} already exists");
        }

        await using var rollback = new Rollback(logger);
        rollback.Push($"network {networkId}", () => Remove(network));
        records.Save(record);
        rollback.Push($"record of network {networkId}", () => records.ForgetNetwork(networkId, []));
        await driver.CreateNetworkAsync(networkId, options, ipv4Data, ipv6Data, cancellationToken);
        rollback.Push($"network {networkId} of driver {driver.Type}", undo => driver.DeleteNetworkAsync(networkId, undo));
        var ready = record with { State = RecordState.Ready };
        records.Save(ready);
        network.Record = ready;
        rollback.Commit();
        logger.NetworkServed(networkId, driver.Type);
    }

    /// <summary>Deletes a network with the endpoints that are left on it. When the driver refuses, the intent stays: its owner has forgotten
    /// the network whatever it was answered, so the next start, or the next call, goes on.</summary>
    /// <exception cref="NetworkException">Whatever the driver throws.</exception>
    public async ValueTask DeleteAsync(string networkId, string driverType, CancellationToken cancellationToken)
    {
        using var held = await TryHoldAsync(networkId, driverType, cancellationToken);
        if (held?.Network is not { } network)
        {
            return;
        }

        var deleting = network.Record with { State = RecordState.Deleting };
        records.Save(deleting);
        network.Record = deleting;
        foreach (var endpoint in network.Endpoints.Values)
        {
            await logger.GoOnAsync($"endpoint {endpoint.Id}: deleting", () => Endpoints.DeleteAsync(network, endpoint.Id, cancellationToken));
        }

        await network.Driver.DeleteNetworkAsync(networkId, cancellationToken);
        records.ForgetNetwork(networkId, network.Endpoints.Keys);
        Remove(network);
        logger.ServedNetworkDeleted(networkId);
    }

    /// <summary>Deletes every network; what cannot be deleted is logged.</summary>
    public async ValueTask DeleteAllAsync()
    {
        foreach (var network in All)
        {
            await logger.GoOnAsync($"network {network.Id}: deleting", () => DeleteAsync(network.Id, network.Record.Driver, CancellationToken.None));
        }
    }

    /// <summary>Takes the lock of a network; null when the driver has none of that id.</summary>
    public async ValueTask<ServedNetworkHolder?> TryHoldAsync(string networkId, string driverType, CancellationToken cancellationToken)
    {
        if (!_networks.TryGetValue(networkId, out var network) || network.Record.Driver != driverType)
        {
            return null;
        }

        var held = await network.Lock.EnterAsync(cancellationToken);
        if (!network.IsGone)
        {
            return new ServedNetworkHolder(network, held);
        }

        held.Dispose();
        return null;
    }

    /// <summary>Takes the lock of a network that is whole.</summary>
    /// <exception cref="NoNetworkException">The driver has none of that id, or it is being deleted.</exception>
    public async ValueTask<ServedNetworkHolder> HoldAsync(string networkId, string driverType, CancellationToken cancellationToken)
    {
        if (await TryHoldAsync(networkId, driverType, cancellationToken) is not { } held)
        {
            throw new NoNetworkException(networkId);
        }

        if (held.Network.Record.State == RecordState.Ready)
        {
            return held;
        }

        held.Dispose();
        throw new NoNetworkException(networkId);
    }

    private void Remove(ServedNetwork network)
    {
        network.IsGone = true;
        _networks.TryRemove(KeyValuePair.Create(network.Id, network));
    }
}
