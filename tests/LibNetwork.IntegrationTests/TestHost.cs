using System.Diagnostics;
using System.Text.Json;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests;

/// <summary>A host of a test's own: a network namespace with its loopback up, and a directory, both gone with it.</summary>
/// <remarks>Nothing outside is touched. Commands run inside are the independent witnesses (<c>ip</c>, <c>nft</c>, <c>ping</c>).</remarks>
public sealed class TestHost : IAsyncDisposable
{
    private static int _count;

    private readonly List<(NetworkNamespace Namespace, string Pin)> _others = [];

    private TestHost(string directory, NetworkNamespace hostNamespace, RouteSocket route)
    {
        Root = directory;
        Namespace = hostNamespace;
        Route = route;
        Directory.CreateDirectory(DataRoot);
        Directory.CreateDirectory(ExecRoot);
    }

    /// <summary>The host's namespace, pinned to <see cref="Pin"/>.</summary>
    public NetworkNamespace Namespace { get; }

    /// <summary>A route socket of the test's own in the host.</summary>
    public RouteSocket Route { get; }

    /// <summary>The directory that everything of this host is in.</summary>
    public string Root { get; }

    public string Pin => PinOf("host");

    public string DataRoot => Path.Combine(Root, "data");

    public string ExecRoot => Path.Combine(Root, "exec");

    public static async Task<TestHost> CreateAsync()
    {
        var root = Path.Combine(Path.GetTempPath(), $"lnt-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");
        Directory.CreateDirectory(Path.Combine(root, "ns"));
        var (hostNamespace, route) = await NetworkNamespace.CreateWithSocketAsync(Path.Combine(root, "ns", "host"));
        var host = new TestHost(root, hostNamespace, route);
        await host.SendAsync(batch => batch.SetUp("lo"));
        return host;
    }

    /// <summary>Makes one more namespace, pinned under this host's directory.</summary>
    public async Task<NetworkNamespace> AddNamespaceAsync(string name)
    {
        var (added, socket) = await NetworkNamespace.CreateWithSocketAsync(PinOf(name));
        socket.Dispose();
        _others.Add((added, PinOf(name)));
        return added;
    }

    /// <summary>Sends a batch that <paramref name="fill"/> writes.</summary>
    public async Task SendAsync(Action<RouteBatch> fill)
    {
        using var batch = Route.NewBatch();
        fill(batch);
        await Route.SendAsync(batch);
    }

    /// <summary>Runs a shell command inside the host and gives back what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public string Run(string command) => RunIn(Namespace, command);

    /// <summary>Runs a shell command inside a namespace and gives back what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message has its output.</exception>
    public static string RunIn(NetworkNamespace inside, string command)
    {
        var (exitCode, output) = TryRunIn(inside, command);
        return exitCode == 0 ? output : throw new InvalidOperationException($"{command}: exit code {exitCode}: {output}");
    }

    /// <summary>Runs a shell command inside the host; its exit code and what it printed.</summary>
    public (int ExitCode, string Output) TryRun(string command) => TryRunIn(Namespace, command);

    /// <summary>Runs a shell command inside a namespace; its exit code and what it printed.</summary>
    public static (int ExitCode, string Output) TryRunIn(NetworkNamespace inside, string command)
    {
        var start = new ProcessStartInfo("nsenter") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])[$"--net=/proc/{Environment.ProcessId}/fd/{inside.Handle.DangerousGetHandle()}", "sh", "-c", command])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs a command that prints JSON (<c>ip -j …</c>, <c>nft -j …</c>) inside the host.</summary>
    public JsonElement Json(string command) => JsonIn(Namespace, command);

    /// <summary>Runs a command that prints JSON inside a namespace.</summary>
    public static JsonElement JsonIn(NetworkNamespace inside, string command)
    {
        var output = RunIn(inside, command);
        using var document = JsonDocument.Parse(string.IsNullOrWhiteSpace(output) ? "[]" : output);
        return document.RootElement.Clone();
    }

    /// <summary>The names of the host's links, as <c>ip</c> lists them.</summary>
    public IReadOnlyList<string> LinkNames() => [.. Json("ip -j link").EnumerateArray().Select(l => l.GetProperty("ifname").GetString()!)];

    /// <summary>The namespaces that somebody pinned under <see cref="ExecRoot"/>.</summary>
    public IReadOnlyList<string> PinsInExecRoot() =>
        [.. Directory.EnumerateFiles(ExecRoot, "*", SearchOption.AllDirectories).Where(NetworkNamespace.IsPinned)];

    /// <summary>Asserts that the host is as it was made: no link but the loopback, no firewall table, no pinned sandbox.</summary>
    public void AssertNothingLeft()
    {
        LinkNames().Should().Equal("lo");
        Run("nft list ruleset").Trim().Should().BeEmpty();
        PinsInExecRoot().Should().BeEmpty();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        foreach (var pin in PinsInExecRoot())
        {
            NetworkNamespace.Unpin(pin);
        }

        foreach (var (other, pin) in _others)
        {
            NetworkNamespace.Unpin(pin);
            other.Dispose();
        }

        NetworkNamespace.Unpin(Pin);
        Route.Dispose();
        Namespace.Dispose();
        Directory.Delete(Root, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string PinOf(string name) => Path.Combine(Root, "ns", name);
}
