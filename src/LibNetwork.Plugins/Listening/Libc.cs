using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Plugins.Listening;

/// <summary>What the BCL has no words for. Arguments are plain values and arrays of bytes, so nothing needs unsafe code.</summary>
internal static class Libc
{
    private const string Library = "libc";
    private const int CloseOnExec = 0x80000; // O_CLOEXEC, SOCK_CLOEXEC
    private const int Unix = 1; // AF_UNIX
    private const int Stream = 1; // SOCK_STREAM
    private const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC
    private const int CurrentDirectory = -100; // AT_FDCWD
    private const int NoFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    private const int LockExclusiveOrFail = 2 | 4; // LOCK_EX | LOCK_NB
    private const uint InodeWanted = 0x100; // STATX_INO
    private const uint Unchanged = uint.MaxValue;

    /// <summary>The error of the last call.</summary>
    internal static string LastError => Marshal.GetLastPInvokeErrorMessage().ToLowerInvariant();

    /// <summary>Opens a directory, to hold it; null when it cannot be opened.</summary>
    internal static SafeFileHandle? OpenDirectory(string path)
    {
        var descriptor = open(Text(path), CloseOnExec);
        return descriptor < 0 ? null : new SafeFileHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Takes the lock of an open file, if nobody has it.</summary>
    internal static bool TryLock(SafeFileHandle file) => flock(file, LockExclusiveOrFail) == 0;

    /// <summary>A unix stream socket; null when there cannot be one.</summary>
    internal static SafeSocketHandle? CreateUnixSocket()
    {
        var descriptor = socket(Unix, Stream | CloseOnExec, 0);
        return descriptor < 0 ? null : new SafeSocketHandle(descriptor, ownsHandle: true);
    }

    /// <summary>Lets clients connect.</summary>
    /// <param name="socket">A bound socket.</param>
    /// <param name="waiting">How many may wait to be accepted.</param>
    internal static bool Listen(SafeHandle socket, int waiting) => listen(socket, waiting) == 0;

    /// <summary>Binds a socket to an address as the kernel has it.</summary>
    internal static bool Bind(SafeHandle socket, Memory<byte> address) => bind(socket, address.ToArray(), address.Length) == 0;

    /// <summary>Gives a file to a group.</summary>
    internal static bool ChangeGroup(string path, uint groupId) => lchown(Text(path), Unchanged, groupId) == 0;

    /// <summary>A copy of a descriptor that is not handed on to child processes; negative when there is no such descriptor.</summary>
    internal static int Duplicate(int descriptor) => fcntl(descriptor, DuplicateCloseOnExec, descriptor);

    /// <summary>Which file is at a path: its device and its number on it; null when there is none.</summary>
    internal static (ulong Device, ulong Inode)? Identity(string path)
    {
        var buffer = new byte[256]; // struct statx, the same on every architecture
        return statx(CurrentDirectory, Text(path), NoFollow, InodeWanted, buffer) == 0
            ? (BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(0x88)), BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(0x20)))
            : null;
    }

    private static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

#pragma warning disable SYSLIB1054, IDE1006, SA1300 // LibraryImport needs unsafe code; the names are the library's.
    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int open(byte[] path, int flags);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int flock(SafeHandle file, int operation);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int socket(int domain, int type, int protocol);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int listen(SafeHandle socket, int backlog);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int bind(SafeHandle socket, byte[] address, int length);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int lchown(byte[] path, uint owner, uint group);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fcntl(int descriptor, int command, int argument);

    [DllImport(Library, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int statx(int directory, byte[] path, int flags, uint mask, byte[] buffer);
#pragma warning restore SYSLIB1054, IDE1006, SA1300
}
