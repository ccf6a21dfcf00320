using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests.Hello;

/// <summary>An engine, and the sample <c>HelloDriver</c> as a plugin of it.</summary>
public sealed class HelloFixture : DockerFixture
{
    internal HostProcess Plugin { get; private set; } = null!;

    internal override string Log => Plugin.Log;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await StartPluginAsync();
    }

    /// <summary>Starts the plugin, and waits until it listens.</summary>
    internal async Task StartPluginAsync()
    {
        Plugin = await Engine.Host.StartProgramAsync(Programs.Built("samples/HelloDriver", "HelloDriver"), []);
        await Eventually.TrueAsync(
            async () => (await Engine.Host.TryRunAsync("curl --silent --fail --request POST --unix-socket /run/docker/plugins/hello.sock http://plugin/Plugin.Activate")).ExitCode == 0
                || (Plugin.HasExited ? throw new InvalidOperationException($"HelloDriver ended: {Plugin.Log}") : false),
            () => $"HelloDriver does not listen: {Plugin.Log}");
    }

    public override async ValueTask DisposeAsync()
    {
        await Plugin.DisposeAsync();
        await base.DisposeAsync();
    }
}
