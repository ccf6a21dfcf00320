using System.Threading.Channels;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Tells what changes in a namespace, whoever changes it.</summary>
/// <remarks>It has a socket and a thread of its own. What is not read is kept, up to about a thousand events and the socket's
/// buffer; past that the kernel drops, and an <see cref="OverrunEvent"/> says so.</remarks>
public sealed class RouteMonitor : IAsyncDisposable
{
    private const int Kept = 1024;
    private const int ReceiveBuffer = 1 << 20;

    private readonly NetlinkSocket _socket;
    private readonly Channel<RouteEvent> _events = Channel.CreateBounded<RouteEvent>(
        new BoundedChannelOptions(Kept) { SingleWriter = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal RouteMonitor(NetlinkSocket socket, RouteEvents wanted)
    {
        _socket = socket;
        socket.ReserveReceiveBuffer(ReceiveBuffer);
        foreach (var (kind, group) in Groups)
        {
            if (wanted.HasFlag(kind))
            {
                socket.Join(group);
            }
        }

        new Thread(Listen) { Name = "route monitor", IsBackground = true }.UnsafeStart();
    }

    /// <summary>The changes, in the kernel's order. It ends when the monitor is disposed.</summary>
    public ChannelReader<RouteEvent> Events => _events.Reader;

    private static ReadOnlySpan<(RouteEvents Kind, uint Group)> Groups => new[]
    {
        (RouteEvents.Links, 1u), // RTNLGRP_LINK
        (RouteEvents.Neighbours, 3u), // RTNLGRP_NEIGH
        (RouteEvents.Addresses, 5u), // RTNLGRP_IPV4_IFADDR
        (RouteEvents.Routes, 7u), // RTNLGRP_IPV4_ROUTE
        (RouteEvents.Addresses, 9u), // RTNLGRP_IPV6_IFADDR
        (RouteEvents.Routes, 11u), // RTNLGRP_IPV6_ROUTE
    };

    /// <summary>Begins to listen. What happens after the answer is told.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static async ValueTask<RouteMonitor> StartAsync(
        NetworkNamespace inside, RouteEvents wanted, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inside);
        return new RouteMonitor(await inside.OpenSocketAsync(NetlinkProtocol.Route, cancellationToken), wanted);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        await _stop.CancelAsync();
        _socket.Nudge();
        await _ended.Task;
        _socket.Dispose();
        _stop.Dispose();
    }

    private void Listen()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                try
                {
                    _socket.TryReceive(Hear, Timeout.InfiniteTimeSpan);
                }
                catch (NetlinkException e) when (e.Errno == Errno.ENOBUFS)
                {
                    Tell(new OverrunEvent());
                }
            }

            _events.Writer.TryComplete();
        }
        catch (OperationCanceledException)
        {
            _events.Writer.TryComplete();
        }
        catch (Exception e)
        {
            _events.Writer.TryComplete(e);
        }

        _ended.SetResult();
    }

    private void Hear(ushort type, ReadOnlySpan<byte> body)
    {
        var gone = type is RouteMessageType.DeleteLink or RouteMessageType.DeleteAddress
            or RouteMessageType.DeleteRoute or RouteMessageType.DeleteNeighbour;

        // A port that leaves its bridge is told as a deletion in the bridge's family; the link lives on.
        if (LinkParser.TryParse(type, body, out var link))
        {
            if (body[0] != RouteMessage.BridgeFamily)
            {
                Tell(new LinkEvent(link, gone));
            }
        }
        else if (AddressParser.TryParse(type, body, out var address))
        {
            Tell(new AddressEvent(address, gone));
        }
        else if (RouteParser.TryParse(type, body, out var route))
        {
            Tell(new RouteTableEvent(route, gone));
        }
        else if (NeighbourParser.TryParse(type, body, out var neighbour))
        {
            Tell(new NeighbourEvent(neighbour, gone));
        }
    }

    // While nobody reads this waits, and the kernel's buffer fills behind it.
    private void Tell(RouteEvent told)
    {
        while (!_events.Writer.TryWrite(told))
        {
            if (!_events.Writer.WaitToWriteAsync(_stop.Token).AsTask().GetAwaiter().GetResult())
            {
                return;
            }
        }
    }
}
