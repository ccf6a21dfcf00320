namespace Docker.IntegrationTests.Engine;

/// <summary>A Docker Engine for the tests of one class, which come one after another.</summary>
public class DockerFixture : IAsyncLifetime
{
    internal DockerEngine Engine { get; private set; } = null!;

    /// <summary>What the programs beside the engine logged.</summary>
    internal virtual string Log => "";

    public virtual async ValueTask InitializeAsync() => Engine = await DockerEngine.StartAsync();

    public virtual ValueTask DisposeAsync() => Engine.DisposeAsync();
}
