using System.Runtime.InteropServices;

namespace LibNetwork.Bench.Floor;

/// <summary>A routing socket, opened in the namespace of the calling thread and bound to it for good.</summary>
internal sealed unsafe class FloorSocket : IDisposable
{
    private const int Error = 2; // NLMSG_ERROR

    private readonly int _descriptor;
    private readonly byte[] _answer;

    /// <param name="answer">Where answers are read to. Sockets used by one thread may share it.</param>
    internal FloorSocket(byte[] answer)
    {
        _answer = answer;
        _descriptor = Libc.Check(Libc.Socket(Libc.NetlinkFamily, Libc.RawCloseOnExec, 0), "socket");
        byte* address = stackalloc byte[12];
        new Span<byte>(address, 12).Clear();
        *(ushort*)address = Libc.NetlinkFamily;
        Libc.Check(Libc.Bind(_descriptor, address, 12), "bind");
        int on = 1, size = 1 << 20;
        Libc.Check(Libc.SetOption(_descriptor, Libc.NetlinkLevel, Libc.CappedAcks, &on, 4), "setsockopt");
        Libc.Check(Libc.SetOption(_descriptor, Libc.NetlinkLevel, Libc.ExtendedAcks, &on, 4), "setsockopt");
        Libc.Check(Libc.SetOption(_descriptor, Libc.SocketLevel, Libc.ForceSendBuffer, &size, 4), "setsockopt");
    }

    /// <summary>Sends the whole request and waits for the acknowledgement of its last message.</summary>
    /// <exception cref="InvalidOperationException">The kernel refused one of the messages.</exception>
    internal void Talk(FloorRequest request)
    {
        ReadOnlySpan<byte> bytes = request.Finish();
        fixed (byte* buffer = bytes, answer = _answer)
        {
            Libc.Check((int)Libc.Send(_descriptor, buffer, (nuint)bytes.Length, 0), "send");
            int error = 0;
            for (bool last = false; !last;)
            {
                int length = Libc.Check((int)Libc.Receive(_descriptor, answer, (nuint)_answer.Length, 0), "recv");
                for (int at = 0; at < length; at += (*(int*)(answer + at) + 3) & ~3)
                {
                    if (*(ushort*)(answer + at + 4) != Error)
                    {
                        continue;
                    }

                    error = error == 0 ? *(int*)(answer + at + 16) : error;
                    last |= *(uint*)(answer + at + 8) == request.Sequence;
                }
            }

            if (error != 0)
            {
                throw new InvalidOperationException($"netlink: {Marshal.GetPInvokeErrorMessage(-error)}");
            }
        }
    }

    public void Dispose() => _ = Libc.Close(_descriptor);
}
