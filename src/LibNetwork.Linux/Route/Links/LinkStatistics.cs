using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Route;

/// <summary>What passed through a link since it was made (the beginning of <c>struct rtnl_link_stats64</c>).</summary>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct LinkStatistics
{
    /// <summary>Packets received.</summary>
    public ulong ReceivedPackets { get; init; }

    /// <summary>Packets sent.</summary>
    public ulong SentPackets { get; init; }

    /// <summary>Bytes received.</summary>
    public ulong ReceivedBytes { get; init; }

    /// <summary>Bytes sent.</summary>
    public ulong SentBytes { get; init; }

    /// <summary>Packets received with an error.</summary>
    public ulong ReceiveErrors { get; init; }

    /// <summary>Packets that could not be sent.</summary>
    public ulong SendErrors { get; init; }

    /// <summary>Packets received and dropped.</summary>
    public ulong ReceiveDropped { get; init; }

    /// <summary>Packets dropped before they were sent.</summary>
    public ulong SendDropped { get; init; }

    /// <summary>Multicast packets received.</summary>
    public ulong Multicast { get; init; }

    /// <summary>Collisions.</summary>
    public ulong Collisions { get; init; }
}
