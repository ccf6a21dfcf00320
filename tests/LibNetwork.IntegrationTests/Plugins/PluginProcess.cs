using System.Diagnostics;
using LibNetwork.IntegrationTests.Daemon;

namespace LibNetwork.IntegrationTests.Plugins;

/// <summary>A plugin in a process of its own, written without this project's SDK: <c>tests/Programs/RawPlugin</c>.</summary>
internal sealed class PluginProcess : IDisposable
{
    private readonly TestHost _host;
    private Process? _process;

    public PluginProcess(TestHost host, string name = "raw", string? sockets = null)
    {
        _host = host;
        Name = name;
        Directory = Path.Combine(host.Root, "plugin-" + name);
        Sockets = sockets ?? Path.Combine(host.Root, "plugins");
        System.IO.Directory.CreateDirectory(Directory);
        System.IO.Directory.CreateDirectory(Sockets);
    }

    public string Name { get; }

    /// <summary>Where it keeps its files and takes its orders.</summary>
    public string Directory { get; }

    /// <summary>The directory its socket is in.</summary>
    public string Sockets { get; }

    /// <summary>The methods that were called, in order, in all of its lives.</summary>
    public IReadOnlyList<string> Calls => [.. Lines.Select(line => line.Split(' ', 2)[0])];

    /// <summary>The bodies of one method's calls, in order, in all of its lives.</summary>
    public IReadOnlyList<string> BodiesOf(string method) =>
        [.. Lines.Where(line => line.StartsWith(method + " ", StringComparison.Ordinal)).Select(line => line[(method.Length + 1)..])];

    private string CallsFile => Path.Combine(Directory, "calls");

    private string[] Lines => File.Exists(CallsFile) ? File.ReadAllLines(CallsFile) : [];

    public async Task StartAsync()
    {
        _process = Programs.Start("nsenter", [$"--net={_host.Pin}", Programs.RawPlugin, Path.Combine(Sockets, Name + ".sock"), Directory]);
        (await _process.StandardOutput.ReadLineAsync()).Should().Be("listening", "the plugin starts");
    }

    /// <summary>kill -9: its socket stays behind.</summary>
    public void Kill()
    {
        _process!.Kill();
        _process.WaitForExit();
    }

    /// <summary>Stops it without ending it: connections are taken and nothing is answered.</summary>
    public void Freeze() => Signal("STOP");

    public void Thaw() => Signal("CONT");

    /// <summary>Tells it how to answer the next call of a method: <c>hang</c>, <c>die</c>, <c>garbage</c>, <c>twice</c>.</summary>
    public void Tell(string how, string method) => File.WriteAllText(Path.Combine(Directory, $"{how}-{method}"), "");

    public void ForgetCalls() => File.Delete(CallsFile);

    public async Task WaitForCallAsync(string method)
    {
        for (var waited = Stopwatch.StartNew(); !Calls.Contains(method); await Task.Delay(5))
        {
            waited.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(60), $"{method} is called");
        }
    }

    public void Dispose()
    {
        if (_process is { HasExited: false })
        {
            Kill();
        }

        _process?.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", ["-" + signal, _process!.Id.ToString()]);
        kill.WaitForExit();
    }
}
