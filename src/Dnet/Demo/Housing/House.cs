using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Dnet.Execution;

namespace Dnet.Demo.Housing;

/// <summary>The namespaces the demo lives in: the kernel tears them down with everything in them when the demo's last process ends.</summary>
internal static class House
{
    private const int BrokenPipe = 13; // SIGPIPE
    private const string Unshare = "unshare";

    // Root, or whoever may; a plain user gets a user namespace around the others.
    private static readonly string[] Flags = ["-nm", "-Urnm"];

    /// <summary>Everything the demo writes is in here, which is memory that only the demo sees.</summary>
    internal const string Directory = "/run/dnet-demo";

    /// <summary>Where the demo's daemon listens.</summary>
    internal const string DaemonHost = $"unix://{Directory}/dnet.sock";

    /// <summary>Whether the demo runs as a plain user, who is root only in here.</summary>
    internal static bool IsUser => !File.ReadAllText("/proc/self/uid_map").TrimEnd().EndsWith("4294967295", StringComparison.Ordinal);

    /// <summary>Becomes this program again, in namespaces of its own: as root with a network and a mount namespace, else with a user namespace too.</summary>
    /// <param name="arguments">The program's arguments in there.</param>
    /// <param name="report">Is told what went wrong.</param>
    /// <returns>Only on failure: the exit code.</returns>
    internal static int Enter(IReadOnlyList<string> arguments, Action<string> report)
    {
        string? flags = Flags.FirstOrDefault(Works);
        if (flags is null)
        {
            report("this user may not have a network namespace here: run it as root, or let users have user namespaces "
                + "(sysctl kernel.unprivileged_userns_clone=1, or kernel.apparmor_restrict_unprivileged_userns=0)");
            return ExitCode.Failure;
        }

        // The runtime ignores SIGPIPE, and what is ignored stays so across exec.
        _ = Libc.Signal(BrokenPipe, handler: 0);
        _ = Libc.Execute(Unshare, [Unshare, flags, "--propagation", "private", "--", Environment.ProcessPath, .. arguments, null]);
        report($"cannot run {Unshare}: {Marshal.GetLastPInvokeErrorMessage().ToLowerInvariant()}");
        return ExitCode.Failure;
    }

    /// <summary>Puts fresh memory over /run, for the store, the socket and the sandboxes' namespaces.</summary>
    /// <exception cref="DemoException">The kernel refuses.</exception>
    internal static void Furnish()
    {
        if (Libc.Mount("tmpfs", "/run", "tmpfs", flags: 0, data: 0) != 0)
        {
            throw new DemoException($"cannot mount memory on /run: {Marshal.GetLastPInvokeErrorMessage().ToLowerInvariant()}");
        }

        System.IO.Directory.CreateDirectory(Directory);
    }

    /// <summary>Names of the links in here besides the loopback: none at the beginning, and none at the end.</summary>
    internal static IReadOnlyList<string> Links() =>
        [.. File.ReadLines("/proc/self/net/dev").Skip(2).Select(line => line.Split(':')[0].Trim()).Where(name => name != "lo")];

    private static bool Works(string flags)
    {
        try
        {
            using var trial = Process.Start(new ProcessStartInfo(Unshare, [flags, "--", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
            trial.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
