using System.Threading.Channels;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Tells who changes the nftables of a namespace: <c>nft flush ruleset</c> does not go unnoticed.</summary>
/// <remarks>It has a socket and a thread of its own. What is not read is kept, up to about a thousand changes and the socket's
/// buffer; past that the oldest are dropped, and a change that says so (<see cref="RulesetChange.IsOverrun"/>) comes instead.</remarks>
public sealed class RulesetMonitor : IAsyncDisposable
{
    private const uint Group = 7; // NFNLGRP_NFTABLES
    private const int Kept = 1024;
    private const int ReceiveBuffer = 1 << 20;

    private readonly NetlinkSocket _socket;
    private readonly HashSet<Table> _tables = [];
    private readonly Channel<RulesetChange> _changes;
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _overrun;

    private RulesetMonitor(NetlinkSocket socket)
    {
        _socket = socket;
        _changes = Channel.CreateBounded<RulesetChange>(
            new BoundedChannelOptions(Kept) { SingleWriter = true, FullMode = BoundedChannelFullMode.DropOldest }, _ => _overrun = true);
        socket.ReserveReceiveBuffer(ReceiveBuffer);
        socket.Join(Group);
        new Thread(Listen) { Name = "nft monitor", IsBackground = true }.UnsafeStart();
    }

    /// <summary>The changes, in the kernel's order. It ends when the monitor is disposed.</summary>
    public ChannelReader<RulesetChange> Changes => _changes.Reader;

    /// <summary>Begins to listen in a namespace. What happens after the answer is told.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static async ValueTask<RulesetMonitor> StartAsync(NetworkNamespace inside, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inside);
        return new RulesetMonitor(await inside.OpenSocketAsync(NetlinkProtocol.Netfilter, cancellationToken));
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
        Exception? fault = null;
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                ListenOnce();
            }
        }
        catch (Exception e)
        {
            fault = e;
        }

        _changes.Writer.TryComplete(fault);
        _ended.SetResult();
    }

    private void ListenOnce()
    {
        try
        {
            _socket.TryReceive(Hear, Timeout.InfiniteTimeSpan);
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOBUFS)
        {
            _tables.Clear();
            _overrun = true;
        }

        if (_overrun)
        {
            _overrun = false;
            _changes.Writer.TryWrite(RulesetChange.Overrun);
        }
    }

    // A transaction is told object by object; the new generation ends it.
    private void Hear(ushort type, uint port, ReadOnlySpan<byte> body)
    {
        if (type == MessageType.NewGeneration)
        {
            _changes.Writer.TryWrite(ReadGeneration(port, body));
            _tables.Clear();
        }
        else if (type >> 8 == MessageType.SubsystemNumber && body.Length >= NetfilterHeader.Size)
        {
            AddTable(body);
        }
    }

    // In every message of nftables the table's name is attribute 1.
    private void AddTable(ReadOnlySpan<byte> body)
    {
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        if (attributes.Read() && attributes.Type == 1)
        {
            _tables.Add(new Table((TableFamily)body[0], attributes.Text));
        }
    }

    private RulesetChange ReadGeneration(uint port, ReadOnlySpan<byte> body)
    {
        const ushort Id = 1; // NFTA_GEN_ID
        const ushort ProcessName = 3; // NFTA_GEN_PROC_NAME
        var change = new RulesetChange(0, port, "", [.. _tables]);
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            change = attributes.Type switch
            {
                Id => change with { Generation = attributes.UInt32BigEndian },
                ProcessName => change with { ProcessName = attributes.Text },
                _ => change,
            };
        }

        return change;
    }
}
