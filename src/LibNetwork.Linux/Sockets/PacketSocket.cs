using System.Runtime.InteropServices;
using LibNetwork.Linux.Namespaces;
using Microsoft.Win32.SafeHandles;
using static LibNetwork.Linux.Interop.Libc;

namespace LibNetwork.Linux.Sockets;

/// <summary>Sends frames of the caller's making by one link. It receives nothing.</summary>
/// <remarks>While it is open, the namespace it was opened in lives. Not thread-safe.</remarks>
public sealed class PacketSocket : IDisposable
{
    private const int AddressLength = 20; // sizeof(struct sockaddr_ll)

    private readonly SafeFileHandle _socket;

    private PacketSocket(SafeFileHandle socket) => _socket = socket;

    /// <summary>Opens one inside a namespace.</summary>
    /// <param name="inside">The namespace.</param>
    /// <param name="linkIndex">The link that the frames leave by.</param>
    /// <param name="cancellationToken">Cancels the waiting for the namespace thread.</param>
    /// <exception cref="KernelException">ENODEV when there is no such link; EPERM without CAP_NET_RAW.</exception>
    public static ValueTask<PacketSocket> OpenAsync(NetworkNamespace inside, int linkIndex, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(inside);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        return inside.VisitAsync(Open, linkIndex, cancellationToken);
    }

    /// <summary>Sends one frame, from its destination's MAC address on.</summary>
    /// <exception cref="KernelException">ENETDOWN when the link is down, ENXIO when it is gone, EMSGSIZE when the frame is longer than its MTU.</exception>
    public void Send(ReadOnlySpan<byte> frame)
    {
        if (Interop.Libc.Send(_socket, frame, frame.Length, Flags.DoNotWait) < 0)
        {
            throw KernelException.Last("send a frame");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static PacketSocket Open(int linkIndex)
    {
        // Protocol 0: the kernel queues nothing for it.
        var descriptor = Socket(Flags.PacketFamily, Flags.RawSocket | Flags.CloseOnExec, 0);
        if (descriptor < 0)
        {
            throw KernelException.Last("open packet socket");
        }

        var socket = new SafeFileHandle(descriptor, ownsHandle: true);
        Span<byte> address = stackalloc byte[AddressLength];
        address.Clear();
        MemoryMarshal.Write(address, (ushort)Flags.PacketFamily);
        MemoryMarshal.Write(address[4..], linkIndex);
        if (Bind(socket, address, address.Length) == 0)
        {
            return new PacketSocket(socket);
        }

        var refusal = KernelException.Last($"bind packet socket to link {linkIndex}");
        socket.Dispose();
        throw refusal;
    }
}
