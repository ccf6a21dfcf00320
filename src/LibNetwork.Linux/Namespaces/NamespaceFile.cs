using System.Runtime.InteropServices;
using LibNetwork.Linux.Interop;
using Microsoft.Win32.SafeHandles;
using static LibNetwork.Linux.Interop.Libc;

namespace LibNetwork.Linux.Namespaces;

/// <summary>The files that stand for namespaces, and the paths they are pinned to.</summary>
internal static class NamespaceFile
{
    internal const string OfThread = "/proc/thread-self/ns/net";
    internal const string OfProcess = "/proc/self/ns/net";

    /// <summary>Opens a network namespace's file.</summary>
    /// <exception cref="KernelException">It cannot be opened; EINVAL when it is something else.</exception>
    internal static SafeFileHandle Open(string path)
    {
        var file = OpenFile(path, "open network namespace", Flags.ReadOnly | Flags.NonBlocking);
        if (Ioctl(file, Flags.GetNamespaceType) != (int)Flags.NewNetwork)
        {
            file.Dispose();
            throw new KernelException($"open network namespace {path}", Errno.EINVAL, "it is not a network namespace");
        }

        return file;
    }

    internal static NamespaceId Identify(SafeFileHandle file)
    {
        Span<byte> status = stackalloc byte[256]; // struct statx
        if (StatX(file, "", Flags.EmptyPath, Flags.StatInode, status) != 0)
        {
            throw KernelException.Last("identify network namespace");
        }

        var major = MemoryMarshal.Read<uint>(status[0x88..]); // stx_dev_major
        var minor = MemoryMarshal.Read<uint>(status[0x8c..]); // stx_dev_minor
        return new NamespaceId((ulong)major << 32 | minor, MemoryMarshal.Read<ulong>(status[0x20..])); // stx_ino
    }

    internal static void Pin(SafeFileHandle file, string path)
    {
        var operation = $"pin network namespace to {path}";
        KernelSteps.Before(KernelSteps.Pin);
        var descriptor = Libc.Open(path, Flags.ReadOnly | Flags.Create | Flags.Exclusive | Flags.CloseOnExec, 0x124 /* 0444 */);
        var created = descriptor >= 0;
        if (created)
        {
            new SafeFileHandle(descriptor, ownsHandle: true).Dispose();
        }
        else if (Marshal.GetLastPInvokeError() != (int)Errno.EEXIST)
        {
            throw KernelException.Last(operation);
        }
        else if (IsPinned(path))
        {
            throw new KernelException(operation, Errno.EEXIST, "a namespace is pinned there");
        }

        KernelSteps.Before(KernelSteps.Pin);
        if (Mount($"/proc/self/fd/{file.DangerousGetHandle()}", path, null, Flags.BindMount, 0) == 0)
        {
            GC.KeepAlive(file);
            return;
        }

        var refused = KernelException.Last(operation);
        if (created)
        {
            Unlink(path);
        }

        throw refused;
    }

    internal static bool Unpin(string path)
    {
        KernelSteps.Before(KernelSteps.Unpin);
        if (IsPinned(path) && Unmount(path, Flags.DetachMount | Flags.UnmountNoFollow) != 0)
        {
            throw KernelException.Last($"unpin network namespace from {path}");
        }

        KernelSteps.Before(KernelSteps.Unpin);

        if (Unlink(path) == 0)
        {
            return true;
        }

        return Marshal.GetLastPInvokeError() is (int)Errno.ENOENT or (int)Errno.ENOTDIR
            ? false
            : throw KernelException.Last($"remove {path}");
    }

    internal static bool IsPinned(string path)
    {
        Span<byte> status = stackalloc byte[256]; // struct statfs
        return StatFileSystem(path, status) == 0 && MemoryMarshal.Read<long>(status) == Flags.NamespaceFileSystem;
    }
}
