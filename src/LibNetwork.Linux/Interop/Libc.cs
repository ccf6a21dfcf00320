using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Linux.Interop;

/// <summary>The calls into the C library that the kernel layer needs. Flags and structures as in the UAPI headers.</summary>
internal static partial class Libc
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int domain, int type, int protocol);

    [LibraryImport(Library, EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetSocketOption(SafeHandle socket, int level, int option, in int value, int size);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeHandle socket, in NetlinkAddress address, int size);

    [LibraryImport(Library, EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(SafeHandle socket, ReadOnlySpan<byte> address, int size);

    [LibraryImport(Library, EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(SafeHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport(Library, EntryPoint = "recvfrom", SetLastError = true)]
    internal static partial nint ReceiveFrom(
        SafeHandle socket, Span<byte> buffer, nint length, int flags, ref NetlinkAddress sender, ref int senderSize);

    [LibraryImport(Library, EntryPoint = "poll", SetLastError = true)]
    internal static partial int Poll(Span<PollDescriptor> descriptors, nuint count, int timeoutMilliseconds);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    [LibraryImport(Library, EntryPoint = "read", SetLastError = true)]
    internal static partial nint Read(SafeHandle file, Span<byte> buffer, nint length);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(SafeHandle file, ReadOnlySpan<byte> buffer, nint length);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    internal static partial int Ioctl(SafeHandle file, nuint request);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatX(SafeHandle directory, string path, int flags, uint mask, Span<byte> result);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatFileSystem(string path, Span<byte> result);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string? type, nuint flags, nint data);

    [LibraryImport(Library, EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unmount(string target, int flags);

    [LibraryImport(Library, EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport(Library, EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(SafeHandle file, int type);

    /// <summary>Opens a file for reading, or for what <paramref name="flags"/> say, closed on exec.</summary>
    /// <exception cref="KernelException">The kernel refused.</exception>
    internal static SafeFileHandle OpenFile(string path, string operation, int flags = Flags.ReadOnly, uint mode = 0)
    {
        var descriptor = Open(path, flags | Flags.CloseOnExec, mode);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw KernelException.Last($"{operation} {path}");
    }

    /// <summary><c>struct sockaddr_nl</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct NetlinkAddress
    {
        internal ushort Family;
        internal ushort Padding;
        internal uint Port;
        internal uint Groups;
    }

    /// <summary><c>struct pollfd</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct PollDescriptor
    {
        internal int Descriptor;
        internal short Events;
        internal short Received;
    }

    internal static class Flags
    {
        internal const int ReadOnly = 0;                // O_RDONLY
        internal const int WriteOnly = 1;               // O_WRONLY
        internal const int Create = 0x40;               // O_CREAT
        internal const int Exclusive = 0x80;            // O_EXCL
        internal const int CloseOnExec = 0x80000;       // O_CLOEXEC, SOCK_CLOEXEC
        internal const int NonBlocking = 0x800;         // O_NONBLOCK
        internal const int NewNetwork = 0x40000000;     // CLONE_NEWNET
        internal const int NetlinkFamily = 16;          // AF_NETLINK
        internal const int PacketFamily = 17;           // AF_PACKET
        internal const int StreamSocket = 1;            // SOCK_STREAM
        internal const int DatagramSocket = 2;          // SOCK_DGRAM
        internal const int RawSocket = 3;               // SOCK_RAW
        internal const int IPv4Family = 2;              // AF_INET
        internal const int IPv6Family = 10;             // AF_INET6
        internal const int DoNotWait = 0x40;            // MSG_DONTWAIT
        internal const int Truncate = 0x20;             // MSG_TRUNC: answer the real length
        internal const int SocketLevel = 1;             // SOL_SOCKET
        internal const int ReuseAddress = 2;            // SO_REUSEADDR
        internal const int SendBuffer = 7;              // SO_SNDBUF
        internal const int ReceiveBuffer = 8;           // SO_RCVBUF
        internal const int SendBufferForce = 32;        // SO_SNDBUFFORCE
        internal const int ReceiveBufferForce = 33;     // SO_RCVBUFFORCE
        internal const int IPv6Level = 41;              // IPPROTO_IPV6
        internal const int IPv6Only = 26;               // IPV6_V6ONLY
        internal const int NetlinkLevel = 270;          // SOL_NETLINK
        internal const int AddMembership = 1;           // NETLINK_ADD_MEMBERSHIP
        internal const int CapAck = 10;                 // NETLINK_CAP_ACK
        internal const int ExtendedAck = 11;            // NETLINK_EXT_ACK
        internal const int GetStrictCheck = 12;         // NETLINK_GET_STRICT_CHK
        internal const short PollIn = 1;                // POLLIN
        internal const int EmptyPath = 0x1000;          // AT_EMPTY_PATH
        internal const uint StatInode = 0x100;          // STATX_INO
        internal const nuint BindMount = 4096;          // MS_BIND
        internal const int DetachMount = 2;             // MNT_DETACH
        internal const int UnmountNoFollow = 8;         // UMOUNT_NOFOLLOW
        internal const long NamespaceFileSystem = 0x6e736673; // NSFS_MAGIC
        internal const nuint GetNamespaceType = 0xb703; // NS_GET_NSTYPE
    }
}
