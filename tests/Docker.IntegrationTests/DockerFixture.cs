using Docker.IntegrationTests.Engine;

namespace Docker.IntegrationTests;

/// <summary>A Docker Engine for the tests of one class, which come one after another.</summary>
public sealed class DockerFixture : IAsyncLifetime
{
    internal DockerEngine Engine { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Engine = await DockerEngine.StartAsync();

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
