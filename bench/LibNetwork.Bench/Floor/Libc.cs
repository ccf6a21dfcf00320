using System.Runtime.InteropServices;

namespace LibNetwork.Bench.Floor;

/// <summary>The few calls into the C library that the floor needs: bare descriptors, nothing wrapped, nothing shared with the product.</summary>
internal static unsafe partial class Libc
{
    internal const int NewNetworkNamespace = 0x40000000; // CLONE_NEWNET
    internal const int BindMount = 4096;                 // MS_BIND
    internal const int DetachMount = 2;                  // MNT_DETACH
    internal const int CreateExclusive = 0x80 | 0x40;    // O_EXCL | O_CREAT
    internal const int CloseOnExec = 0x80000;            // O_CLOEXEC
    internal const int NetlinkFamily = 16;               // AF_NETLINK
    internal const int RawCloseOnExec = 3 | CloseOnExec; // SOCK_RAW | SOCK_CLOEXEC
    internal const int NetlinkLevel = 270;               // SOL_NETLINK
    internal const int SocketLevel = 1;                  // SOL_SOCKET
    internal const int CappedAcks = 10;                  // NETLINK_CAP_ACK
    internal const int ExtendedAcks = 11;                // NETLINK_EXT_ACK
    internal const int ForceSendBuffer = 32;             // SO_SNDBUFFORCE

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(int descriptor, int type);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "umount2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unmount(string target, int flags);

    [LibraryImport("libc", EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    internal static partial int Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    internal static partial int Bind(int descriptor, byte* address, int length);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    internal static partial int SetOption(int descriptor, int level, int name, int* value, int length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    internal static partial nint Send(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    internal static partial nint Receive(int descriptor, byte* buffer, nuint length, int flags);

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial uint InterfaceIndex(string name);

    /// <summary>The result, or an exception that names the call.</summary>
    internal static int Check(int result, string call)
        => result >= 0 ? result : throw new InvalidOperationException($"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
}
