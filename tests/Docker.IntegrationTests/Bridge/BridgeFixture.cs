using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Bridge;

/// <summary>An engine, and a dnetd beside it that serves its bridge driver and its IPAM driver to it, both as <see cref="Driver"/>.</summary>
public sealed class BridgeFixture : DockerFixture
{
    internal const string Driver = "dnet";

    internal HostProcess Daemon { get; private set; } = null!;

    internal override string Log => Daemon.Log;

    /// <summary>The directory of the daemon's records.</summary>
    internal string DataRoot => Path.Combine(Engine.Host.Directory, "dnetd");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartDaemonAsync();
    }

    /// <summary>Starts dnetd, and waits until Docker can find it.</summary>
    internal async Task StartDaemonAsync()
    {
        var config = Path.Combine(Engine.Host.Directory, "dnetd.json");
        await File.WriteAllTextAsync(config, """{"predefined-networks": false}"""); // the machine's own must not have a say
        Daemon = await Engine.Host.StartProgramAsync(Programs.Built("src/Dnetd", "dnetd"),
        [
            "--data-root", DataRoot, "--exec-root", "/run/dnet", "--host", "unix:///run/dnet.sock", "--config-file", config,
            "--docker-plugin", $"bridge={Driver}", "--docker-plugin", $"ipam={Driver}",
        ]);
        await Daemon.WaitForLogAsync("listening on");
    }

    /// <summary>Ends the daemon by a signal and starts another on the same records.</summary>
    internal async Task RestartDaemonAsync(string signal)
    {
        await EndDaemonAsync(signal);
        await StartDaemonAsync();
    }

    internal async Task EndDaemonAsync(string signal)
    {
        await Daemon.EndAsync(signal);
        await Daemon.DisposeAsync();
    }

    /// <summary>Asks the daemon for JSON.</summary>
    internal Task<string> GetAsync(string path) => Engine.Host.RunAsync($"curl --silent --show-error --fail-with-body --unix-socket /run/dnet.sock http://dnet{path}");

    public override async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await base.DisposeAsync();
    }
}
