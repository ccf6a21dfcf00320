namespace LibNetwork.Linux.Netlink;

/// <summary>What carries datagrams between a <see cref="NetlinkSocket"/> and the kernel; a function takes its place in tests.</summary>
internal interface INetlinkTransport : IDisposable
{
    /// <summary>Sends one datagram; true, or false with the reason.</summary>
    bool TrySend(ReadOnlySpan<byte> datagram, out Errno reason);

    /// <summary>Receives one datagram of the kernel. The answer is its real length, more than the buffer's when it was cut;
    /// or minus the reason: EAGAIN when there is none, ENOBUFS when some were lost.</summary>
    int Receive(Span<byte> buffer);

    /// <summary>Waits until there is a datagram; false when the time is up.</summary>
    bool Wait(TimeSpan patience);

    /// <summary>Makes room for a datagram of this size; best effort.</summary>
    void ReserveSendBuffer(int size);

    /// <summary>Makes room for unread datagrams of this size together; best effort.</summary>
    void ReserveReceiveBuffer(int size);

    /// <summary>Receives what the kernel sends to a multicast group.</summary>
    void Join(uint group);
}
