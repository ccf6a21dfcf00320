using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static LibNetwork.Linux.Interop.Libc;

namespace LibNetwork.Linux.Netlink;

/// <summary>A netlink socket of the kernel, in the namespace it was opened in.</summary>
/// <remarks>Made with <c>socket(2)</c>: a <c>System.Net.Sockets.Socket</c> made inside a namespace could start the runtime's
/// socket threads there.</remarks>
internal sealed class KernelTransport : INetlinkTransport
{
    private const int DefaultSendBuffer = 200 * 1024; // below net.core.wmem_default's usual 212,992

    private readonly SafeFileHandle _socket;
    private int _sendBuffer = DefaultSendBuffer;
    private int _receiveBuffer;

    /// <summary>Opens a socket in the namespace of the calling thread.</summary>
    internal KernelTransport(NetlinkProtocol protocol)
    {
        var descriptor = Socket(Flags.NetlinkFamily, Flags.RawSocket | Flags.CloseOnExec | Flags.NonBlocking, (int)protocol);
        if (descriptor < 0)
        {
            throw KernelException.Last($"open {protocol.ToString().ToLowerInvariant()} netlink socket");
        }

        _socket = new SafeFileHandle(descriptor, ownsHandle: true);

        // All three are refinements; an older kernel that lacks one still works.
        Set(Flags.NetlinkLevel, Flags.CapAck, 1);
        Set(Flags.NetlinkLevel, Flags.ExtendedAck, 1);
        Set(Flags.NetlinkLevel, Flags.GetStrictCheck, 1);
    }

    public bool TrySend(ReadOnlySpan<byte> datagram, out Errno reason)
    {
        while (true)
        {
            if (Send(_socket, datagram, datagram.Length, 0) >= 0)
            {
                reason = Errno.None;
                return true;
            }

            reason = (Errno)Marshal.GetLastPInvokeError();
            if (reason != Errno.EINTR)
            {
                return false;
            }
        }
    }

    public int Receive(Span<byte> buffer)
    {
        while (true)
        {
            var sender = default(NetlinkAddress);
            var size = Marshal.SizeOf<NetlinkAddress>();
            var length = ReceiveFrom(_socket, buffer, buffer.Length, Flags.DoNotWait | Flags.Truncate, ref sender, ref size);
            if (length < 0)
            {
                var reason = Marshal.GetLastPInvokeError();
                if (reason != (int)Errno.EINTR)
                {
                    return -reason;
                }
            }
            else if (sender.Port == 0)
            {
                return (int)length;
            }

            // Else: from another process, not from the kernel.
        }
    }

    public bool Wait(TimeSpan patience)
    {
        var held = false;
        try
        {
            _socket.DangerousAddRef(ref held);
            Span<PollDescriptor> descriptors = [new PollDescriptor { Descriptor = (int)_socket.DangerousGetHandle(), Events = Flags.PollIn }];

            // Interrupted (-1) counts as an answer: who waits looks, and waits again.
            return Poll(descriptors, 1, (int)patience.TotalMilliseconds) != 0;
        }
        finally
        {
            if (held)
            {
                _socket.DangerousRelease();
            }
        }
    }

    public void ReserveSendBuffer(int size)
    {
        if (size > _sendBuffer)
        {
            Reserve(Flags.SendBufferForce, Flags.SendBuffer, _sendBuffer = size);
        }
    }

    public void ReserveReceiveBuffer(int size)
    {
        if (size > _receiveBuffer)
        {
            Reserve(Flags.ReceiveBufferForce, Flags.ReceiveBuffer, _receiveBuffer = size);
        }
    }

    public void Join(uint group)
    {
        // A socket that only asks gets its address with its first question; one that only listens must be given it.
        var any = new NetlinkAddress { Family = Flags.NetlinkFamily };
        var bound = Bind(_socket, any, Marshal.SizeOf<NetlinkAddress>()) == 0
            || Marshal.GetLastPInvokeError() == (int)Errno.EINVAL; // it has one already
        if (!bound || !Set(Flags.NetlinkLevel, Flags.AddMembership, (int)group))
        {
            throw KernelException.Last($"join netlink group {group}");
        }
    }

    internal SafeFileHandle Handle => _socket;

    public void Dispose() => _socket.Dispose();

    // Forcing past the system's limit needs CAP_NET_ADMIN in the first user namespace.
    private void Reserve(int forceOption, int option, int size)
    {
        if (!Set(Flags.SocketLevel, forceOption, size))
        {
            Set(Flags.SocketLevel, option, size);
        }
    }

    private bool Set(int level, int option, int value) => SetSocketOption(_socket, level, option, value, sizeof(int)) == 0;
}
