using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dnet.Execution;

/// <summary>The five calls that turn this process into a command in another network.</summary>
internal static partial class Libc
{
    internal const int NewNetwork = 0x40000000; // CLONE_NEWNET
    internal const int NewMounts = 0x00020000; // CLONE_NEWNS
    internal const int BrokenPipe = 13; // SIGPIPE
    internal const int NoSuchFile = 2; // ENOENT
    internal const nuint MountReadOnly = 0x1; // MS_RDONLY
    internal const nuint MountNoSetuid = 0x2; // MS_NOSUID
    internal const nuint MountNoDevices = 0x4; // MS_NODEV
    internal const nuint MountNoExecution = 0x8; // MS_NOEXEC
    internal const nuint MountRecursive = 0x4000; // MS_REC
    internal const nuint MountSlave = 0x80000; // MS_SLAVE

    [LibraryImport("libc", EntryPoint = "setns", SetLastError = true)]
    internal static partial int SetNamespace(SafeFileHandle handle, int type);

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    internal static partial int Unshare(int flags);

    [LibraryImport("libc", EntryPoint = "mount", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Mount(string source, string target, string type, nuint flags, nint data);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    internal static partial nint Signal(int signal, nint handler);

    [LibraryImport("libc", EntryPoint = "execvp", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Execute(string file, string?[] argumentsAndNull);
}
