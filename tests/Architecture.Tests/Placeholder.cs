namespace Architecture.Tests;

public sealed class Smoke
{
    [Fact]
    public void The_runner_runs() => (1 + 1).Should().Be(2);
}
