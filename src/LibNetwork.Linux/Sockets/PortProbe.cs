using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using static LibNetwork.Linux.Interop.Libc;

namespace LibNetwork.Linux.Sockets;

/// <summary>Finds out whether a program holds a port, in the namespace of the calling thread.</summary>
/// <remarks>By binding to it for a moment: nothing can connect to it meanwhile. The kernel looks at who opens the socket; to reach another
/// namespace call it there (<see cref="Namespaces.NetworkNamespace.RunAsync{T}(Func{T}, CancellationToken)"/>).</remarks>
public static class PortProbe
{
    private const int IPv4Length = 16; // sizeof(struct sockaddr_in)
    private const int IPv6Length = 28; // sizeof(struct sockaddr_in6)

    /// <summary>Tries one port of one address.</summary>
    /// <param name="protocol">TCP, UDP, or 132 for SCTP.</param>
    /// <param name="address">An address of this machine, or the unspecified one for all of its family. IPv6 means IPv6 alone.</param>
    /// <param name="port">1–65535.</param>
    /// <returns><see cref="Errno.None"/> when nobody holds it, or nobody can because the kernel lacks the protocol;
    /// <see cref="Errno.EADDRINUSE"/> when somebody does; <see cref="Errno.EADDRNOTAVAIL"/> when the address is not this machine's; what the
    /// kernel says else.</returns>
    public static Errno TryBind(ProtocolType protocol, IPAddress address, ushort port)
    {
        ArgumentNullException.ThrowIfNull(address);
        var isIPv6 = address.AddressFamily == AddressFamily.InterNetworkV6;
        var kind = protocol == ProtocolType.Udp ? Flags.DatagramSocket : Flags.StreamSocket;
        var descriptor = Socket(isIPv6 ? Flags.IPv6Family : Flags.IPv4Family, kind | Flags.CloseOnExec, (int)protocol);
        if (descriptor < 0)
        {
            var reason = (Errno)Marshal.GetLastPInvokeError();
            return reason is Errno.EPROTONOSUPPORT or Errno.EAFNOSUPPORT ? Errno.None : reason;
        }

        using var socket = new SafeFileHandle(descriptor, ownsHandle: true);
        if (protocol != ProtocolType.Udp)
        {
            // Past connections that linger hold a port, but not against one who listens.
            SetSocketOption(socket, Flags.SocketLevel, Flags.ReuseAddress, 1, sizeof(int));
        }

        if (isIPv6)
        {
            SetSocketOption(socket, Flags.IPv6Level, Flags.IPv6Only, 1, sizeof(int));
        }

        Span<byte> name = stackalloc byte[isIPv6 ? IPv6Length : IPv4Length];
        Write(name, address, isIPv6, port);
        return Bind(socket, name, name.Length) == 0 ? Errno.None : (Errno)Marshal.GetLastPInvokeError();
    }

    // struct sockaddr_in: family, port, address; struct sockaddr_in6: family, port, flow, address, scope.
    private static void Write(Span<byte> name, IPAddress address, bool isIPv6, ushort port)
    {
        name.Clear();
        BitConverter.TryWriteBytes(name, (ushort)(isIPv6 ? Flags.IPv6Family : Flags.IPv4Family));
        BinaryPrimitives.WriteUInt16BigEndian(name[2..], port);
        address.TryWriteBytes(name[(isIPv6 ? 8 : 4)..], out _);
    }
}
