using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Dnet.Execution;

/// <summary>Runs a command in a network namespace, in place of this process.</summary>
internal static class NamespaceCommand
{
    /// <summary>Becomes the command, so that its input, output, terminal, signals and exit code are simply its own.</summary>
    /// <param name="network">The namespace.</param>
    /// <param name="command">The command, looked up on PATH, and its arguments.</param>
    /// <param name="report">Is told what went wrong.</param>
    /// <returns>Only on failure: the exit code.</returns>
    internal static int Replace(SafeFileHandle network, IReadOnlyList<string> command, Action<string> report)
    {
        if (Libc.SetNamespace(network, Libc.NewNetwork) != 0)
        {
            report($"entering its namespace needs root ({LastError()})");
            return ExitCode.Unreachable;
        }

        ShowItsInterfacesInSys();

        // The runtime ignores SIGPIPE, and what is ignored stays so across exec.
        _ = Libc.Signal(Libc.BrokenPipe, handler: 0);
        _ = Libc.Execute(command[0], [.. command, null]);
        var notFound = Marshal.GetLastPInvokeError() == Libc.NoSuchFile;
        report($"cannot run \"{command[0]}\": {LastError()}");
        return notFound ? ExitCode.CommandNotFound : ExitCode.CannotExecute;
    }

    // /sys shows the network namespace it was mounted from. Without the right to mount, the command sees the old one: no reason to fail.
    private static void ShowItsInterfacesInSys()
    {
        if (Libc.Unshare(Libc.NewMounts) != 0 || Libc.Mount("", "/", "none", Libc.MountSlave | Libc.MountRecursive, data: 0) != 0)
        {
            return;
        }

        var flags = Libc.MountNoSetuid | Libc.MountNoDevices | Libc.MountNoExecution;
        if (Libc.Mount("dnet", "/sys", "sysfs", flags, data: 0) != 0)
        {
            // Where /sys is read-only, a user namespace may mount it only so.
            _ = Libc.Mount("dnet", "/sys", "sysfs", flags | Libc.MountReadOnly, data: 0);
        }
    }

    private static string LastError() => Marshal.GetLastPInvokeErrorMessage().ToLowerInvariant();
}
