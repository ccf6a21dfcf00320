using System.Collections.Concurrent;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sockets;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Sandboxing;

/// <summary>Tells the neighbours of interfaces that have joined which MAC address their addresses have, in the background (C-012, C-013).</summary>
/// <remarks>A join never waits for it, and a leave ends it. What could not be sent is logged, all of it, and fails nothing (K-011).</remarks>
internal sealed class AddressAnnouncer(RouteSocket hostSocket, TimeProvider clock, ILogger logger) : IAsyncDisposable
{
    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(200);
    private const int Waits = 12; // a second and a half in all

    private readonly ConcurrentDictionary<string, Announcement> _running = new(StringComparer.Ordinal);

    /// <summary>Begins to announce an interface's addresses.</summary>
    /// <param name="endpointId">By which <see cref="StopAsync"/> knows it.</param>
    /// <param name="space">The sandbox it is in.</param>
    /// <param name="plan">The interface as it is there.</param>
    /// <param name="options">How often.</param>
    public void Start(string endpointId, SandboxNamespace space, InterfacePlan plan, AnnouncementOptions options)
    {
        if (options.Messages == 0 || plan.MacAddress is not { } mac || (plan.Address ?? plan.AddressIPv6) is null)
        {
            return;
        }

        var announcement = new Announcement();
        _running[endpointId] = announcement;
        announcement.Task = Task.Run(async () =>
        {
            try
            {
                await AnnounceAsync(space, plan, mac, options, announcement.Cancellation.Token);
            }
            finally
            {
                _running.TryRemove(new KeyValuePair<string, Announcement>(endpointId, announcement));
            }
        });
    }

    /// <summary>Ends what was begun for an endpoint: when it returns, nothing more is sent and the sandbox's namespace is let go.</summary>
    public async ValueTask StopAsync(string endpointId)
    {
        if (_running.TryRemove(endpointId, out var announcement))
        {
            await announcement.Cancellation.CancelAsync();
            await announcement.Task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            announcement.Cancellation.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var endpointId in _running.Keys)
        {
            await StopAsync(endpointId);
        }
    }

    private async Task AnnounceAsync(
        SandboxNamespace space, InterfacePlan plan, PhysicalAddress mac, AnnouncementOptions options, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        try
        {
            using var socket = await space.OpenPacketSocketAsync(plan.Name, cancellationToken);
            await WaitUntilForwardingAsync(plan.HostName, cancellationToken);
            var frames = new[] { plan.Address, plan.AddressIPv6 }.OfType<CidrAddress>()
                .Select(address => (Address: address, Frame: AddressAnnouncement.Frame(mac, address.Address))).ToList();
            for (var sent = 0; ; await Task.Delay(options.Interval, clock, cancellationToken))
            {
                foreach (var (address, frame) in frames)
                {
                    Send(socket, address, frame, failures);
                }

                if (++sent == options.Messages)
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // It has left.
        }
        catch (Exception e) when (e is KernelException or ObjectDisposedException)
        {
            failures.Add(e.Message);
        }

        if (failures.Count > 0 && !cancellationToken.IsCancellationRequested)
        {
            logger.CannotAnnounce(plan.Name, space.Path, string.Join("; ", failures.Distinct(StringComparer.Ordinal)));
        }
    }

    private static void Send(PacketSocket socket, CidrAddress address, byte[] frame, List<string> failures)
    {
        try
        {
            socket.Send(frame);
        }
        catch (KernelException e)
        {
            failures.Add($"{address.Address}: {e.Message}");
        }
    }

    // A port of a bridge drops what comes before the bridge has seen that it is up.
    private async ValueTask WaitUntilForwardingAsync(string hostName, CancellationToken cancellationToken)
    {
        var wait = ShortestWait;
        for (var i = 0; i < Waits && (await hostSocket.GetLinkAsync(hostName, cancellationToken))?.PortForwards is false; i++)
        {
            await Task.Delay(wait, clock, cancellationToken);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private sealed class Announcement
    {
        public CancellationTokenSource Cancellation { get; } = new();

        public Task Task { get; set; } = Task.CompletedTask;
    }
}
