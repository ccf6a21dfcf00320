using System.Diagnostics;

namespace Docker.IntegrationTests.Engine;

/// <summary>A host of its own on this machine (<c>eng/private-host</c>): processes, network, mounts, <c>/run</c>, <c>/etc/docker</c>.</summary>
/// <remarks>It ends with its standard input, so with this process at the latest, and everything that runs in it ends then.</remarks>
internal sealed class PrivateHost : IAsyncDisposable
{
    /// <summary>The host's addresses on the link to the namespace <c>outside</c>, and those of the other end.</summary>
    internal const string Address = "192.0.2.1", AddressIPv6 = "2001:db8::1", OutsideAddress = "192.0.2.2", OutsideAddressIPv6 = "2001:db8::2";

    private static int _count;

    private readonly Process _process;
    private readonly string _init;

    private PrivateHost(Process process, string init, string directory) => (_process, _init, Directory) = (process, init, directory);

    /// <summary>A directory on disk, the same inside and outside; gone with the host.</summary>
    internal string Directory { get; }

    internal static async Task<PrivateHost> StartAsync()
    {
        var directory = Path.Combine(Path.GetTempPath(), $"lnd-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        var process = Programs.Start(Path.Combine(Programs.Repository, "eng", "private-host"), [directory]);
        if (await process.StandardOutput.ReadLineAsync().WaitAsync(Programs.Patience) is { } init)
        {
            return new PrivateHost(process, init, directory);
        }

        throw new InvalidOperationException($"the private host did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Where a path of the host is for this process, whose own <c>/run</c> is another.</summary>
    internal string PathOf(string path) => $"/proc/{_init}/root{path}";

    /// <summary>Runs a program in the host.</summary>
    internal Task<ProgramResult> TryRunAsync(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null) =>
        Programs.RunAsync("nsenter", [.. Entry, program, .. arguments], environment);

    /// <summary>Runs a shell command in the host.</summary>
    internal Task<ProgramResult> TryRunAsync(string command) => TryRunAsync("sh", ["-c", command]);

    /// <summary>Runs a shell command in the host and gives back what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    internal async Task<string> RunAsync(string command)
    {
        var result = await TryRunAsync(command);
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException($"{command}: status {result.ExitCode}: {result.Error}{result.Output}");
    }

    /// <summary>Runs a shell command in the namespace at the other end of the host's link.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has what it said.</exception>
    internal Task<string> RunOutsideAsync(string command) => RunAsync($"ip netns exec outside sh -c '{command}'");

    /// <inheritdoc cref="RunOutsideAsync"/>
    internal Task<ProgramResult> TryRunOutsideAsync(string command) => TryRunAsync($"ip netns exec outside sh -c '{command}'");

    /// <summary>Starts a program in the host and leaves it running.</summary>
    internal Task<HostProcess> StartProgramAsync(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null) =>
        HostProcess.StartAsync(this, Programs.Start("nsenter", [.. Entry, "sh", "-c", "echo $$; exec \"$@\"", program, program, .. arguments], environment));

    /// <summary>The names of the host's links, in order.</summary>
    internal async Task<IReadOnlyList<string>> LinksAsync() =>
        [.. (await RunAsync("ip -brief link")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', '@')[0]).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Programs.Patience);
        }
        finally
        {
            _process.Kill();
            _process.Dispose();
        }
    }

    private string[] Entry => ["--target", _init, "--mount", "--net", "--pid", "--wd=/", "--"];
}
