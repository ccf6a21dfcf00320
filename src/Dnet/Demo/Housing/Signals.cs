using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dnet.Demo.Housing;

/// <summary>Signals to processes the demo started.</summary>
internal static partial class Signals
{
    private const int Termination = 15; // SIGTERM

    /// <summary>Asks a process to end.</summary>
    internal static void Terminate(Process process) => _ = Kill(process.Id, Termination);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int process, int signal);
}
