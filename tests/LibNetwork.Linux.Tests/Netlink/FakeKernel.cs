using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

/// <summary>A function in the kernel's place: a request goes in, datagrams come out.</summary>
internal sealed class FakeKernel(Func<byte[], IEnumerable<byte[]>> answer) : INetlinkTransport
{
    private readonly Queue<byte[]> _unread = new();

    internal List<byte[]> Requests { get; } = [];

    internal List<uint> Joined { get; } = [];

    internal int SendBuffer { get; private set; }

    internal Errno SendRefusal { get; init; }

    internal Queue<Errno> ReceiveRefusals { get; } = new();

    public bool TrySend(ReadOnlySpan<byte> datagram, out Errno reason)
    {
        reason = SendRefusal;
        if (reason != Errno.None)
        {
            return false;
        }

        var request = datagram.ToArray();
        Requests.Add(request);
        foreach (var reply in answer(request))
        {
            _unread.Enqueue(reply);
        }

        return true;
    }

    public int Receive(Span<byte> buffer)
    {
        if (ReceiveRefusals.TryDequeue(out var refusal))
        {
            return -(int)refusal;
        }

        if (!_unread.TryDequeue(out var datagram))
        {
            return -(int)Errno.EAGAIN;
        }

        datagram.AsSpan(0, Math.Min(datagram.Length, buffer.Length)).CopyTo(buffer);
        return datagram.Length;
    }

    // All answers are there when the send returns; who waits, waits in vain.
    public bool Wait(TimeSpan patience) => false;

    public void ReserveSendBuffer(int size) => SendBuffer = Math.Max(SendBuffer, size);

    public void ReserveReceiveBuffer(int size)
    {
    }

    public void Join(uint group) => Joined.Add(group);

    public void Dispose()
    {
    }
}
