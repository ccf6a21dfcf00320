using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.PluginClient;

namespace LibNetwork;

/// <summary>Asks an IPAM driver in another process, which keeps nothing, again for all it had handed out (B-086).</summary>
/// <remarks>Done before its next use whenever it was activated anew: after a start of this engine, and after one of the plugin. libnetwork does it
/// at its own start alone, and loses what is in use when the plugin is not there at that moment, or restarts later.</remarks>
internal sealed class IpamReplay(ControllerContext context)
{
    private readonly ConcurrentDictionary<string, Progress> _progress = new(StringComparer.Ordinal);

    /// <summary>Replays, unless that was done since the driver was activated; whoever comes meanwhile waits.</summary>
    internal async ValueTask EnsureAsync(IpamRegistration registration, CancellationToken cancellationToken)
    {
        if (registration.Generation == 0 || !registration.Capability.RequiresRequestReplay)
        {
            return;
        }

        var progress = _progress.GetOrAdd(registration.Name, static _ => new Progress());
        if (progress.Generation == registration.Generation)
        {
            return;
        }

        using var held = await progress.Lock.EnterAsync(cancellationToken);
        if (progress.Generation != registration.Generation)
        {
            await RunAsync(registration, cancellationToken);
            progress.Generation = registration.Generation;
        }
    }

    private async ValueTask RunAsync(IpamRegistration registration, CancellationToken cancellationToken)
    {
        var pools = new NetworkPools(registration, Scope.Local, context.HostNetworks, context.Logger);
        foreach (var network in context.Networks.All.Where(network => network.Config.IpamDriver == registration.Name))
        {
            foreach (var pool in network.Record.IPv4Pools.Concat(network.Record.IPv6Pools))
            {
                await TryAsync($"network {network.Name}: pool {pool.Pool}", () => pools.ReplayAsync(pool, network.Config.IpamOptions, cancellationToken));
            }

            foreach (var endpoint in network.EndpointIndex.All)
            {
                await TryAsync($"endpoint {endpoint.Name}: its addresses", () => EndpointAddresses.ReplayAsync(registration, endpoint.Record, cancellationToken));
            }
        }
    }

    // What the driver refuses it may well have kept. When it is away again, the whole is done another time.
    private async ValueTask TryAsync(string what, Func<ValueTask> replay)
    {
        try
        {
            await replay();
        }
        catch (NetworkException refused) when (refused is not PluginException { IsUnreachable: true })
        {
            context.Logger.StepFailed($"{what}: asking for them again", refused);
        }
    }

    private sealed class Progress
    {
        private volatile int _generation;

        internal AsyncLock Lock { get; } = new();

        internal int Generation
        {
            get => _generation;
            set => _generation = value;
        }
    }
}
