namespace Docker.IntegrationTests.Engine;

/// <summary>A test on an engine that others use before and after it: what it made is removed, and nothing else may be there then.</summary>
public abstract class DockerTest(DockerFixture docker) : IAsyncLifetime
{
    private IReadOnlyList<string> _links = [];

    internal DockerEngine Engine => docker.Engine;

    internal PrivateHost Host => docker.Engine.Host;

    public virtual async ValueTask InitializeAsync() => _links = await Host.LinksAsync();

    public virtual async ValueTask DisposeAsync()
    {
        if (TestContext.Current.TestState?.Result == TestResult.Failed)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"the engine:\n{LastOf(Engine.Log)}\nthe plugin:\n{LastOf(docker.Log)}");
        }

        await Engine.RemoveAllAsync();
        await AssertNothingLeftAsync();
    }

    /// <summary>Asserts that what the test's containers and networks were made of is gone.</summary>
    protected virtual async Task AssertNothingLeftAsync() => (await Host.LinksAsync()).Should().Equal(_links);

    private static string LastOf(string log) =>
        string.Join('\n', log.Split('\n').Where(line => !line.Contains("level=info") && !line.Contains("shim disconnected")).TakeLast(40));
}
