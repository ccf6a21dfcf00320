using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Tells who changes the nftables of a namespace: <c>nft flush ruleset</c> does not go unnoticed.</summary>
/// <remarks>It hears what happens from the moment it is opened. One reader at a time.</remarks>
public sealed class RulesetMonitor : IDisposable
{
    private const uint Group = 7; // NFNLGRP_NFTABLES
    private const int BufferSize = 1 << 20; // A flush of 10,000 elements is about this long.

    private readonly NetlinkSocket _socket;
    private readonly HashSet<Table> _tables = [];
    private readonly Queue<RulesetChange> _changes = [];

    private RulesetMonitor(NetlinkSocket socket)
    {
        _socket = socket;
        _socket.ReserveReceiveBuffer(BufferSize);
        _socket.Join(Group);
    }

    /// <summary>Begins to listen in a namespace.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public static async ValueTask<RulesetMonitor> OpenAsync(NetworkNamespace networkNamespace, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        return new RulesetMonitor(await networkNamespace.OpenSocketAsync(NetlinkProtocol.Netfilter, cancellationToken));
    }

    /// <summary>Waits for the next transaction.</summary>
    /// <param name="patience">How long to wait.</param>
    /// <returns>Null when there was none.</returns>
    /// <exception cref="NetlinkException">ENOBUFS: more happened than could be kept and some of it is lost; compare everything.</exception>
    public RulesetChange? Receive(TimeSpan patience)
    {
        RulesetChange? change;
        while (!_changes.TryDequeue(out change) && _socket.TryReceive(Hear, patience))
        {
        }

        return change;
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    // A transaction is told object by object; the new generation ends it.
    private void Hear(ushort type, ReadOnlySpan<byte> body)
    {
        if (type == MessageType.NewGeneration)
        {
            _changes.Enqueue(ReadGeneration(body));
            _tables.Clear();
        }
        else if (type >> 8 == MessageType.SubsystemNumber && body.Length >= NetfilterHeader.Size)
        {
            Add(body);
        }
    }

    // In every message of nftables the table's name is attribute 1.
    private void Add(ReadOnlySpan<byte> body)
    {
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        if (attributes.Read() && attributes.Type == 1)
        {
            _tables.Add(new Table((TableFamily)body[0], attributes.Text));
        }
    }

    private RulesetChange ReadGeneration(ReadOnlySpan<byte> body)
    {
        const ushort Id = 1; // NFTA_GEN_ID
        const ushort ProcessId = 2; // NFTA_GEN_PROC_PID
        const ushort ProcessName = 3; // NFTA_GEN_PROC_NAME
        var change = new RulesetChange(0, 0, "", [.. _tables]);
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            change = attributes.Type switch
            {
                Id => change with { Generation = attributes.UInt32BigEndian },
                ProcessId => change with { ProcessId = attributes.UInt32BigEndian },
                ProcessName => change with { ProcessName = attributes.Text },
                _ => change,
            };
        }

        return change;
    }
}
