using Dnet.Commands.Sandboxes;

namespace Dnet.Tests;

public sealed class ExecArgumentsTests
{
    [Theory]
    [InlineData("sandbox exec app ls -l", "sandbox exec app -- ls -l")]
    [InlineData("sandbox exec app -- ls -l", "sandbox exec app -- ls -l")]
    [InlineData("sandbox exec app", "sandbox exec app")]
    [InlineData("sandbox exec", "sandbox exec")]
    [InlineData("sandbox exec -H tcp://h:1 app ls -H x", "sandbox exec -H tcp://h:1 app -- ls -H x")]
    [InlineData("--host tcp://h:1 sandbox exec app ls", "--host tcp://h:1 sandbox exec app -- ls")]
    [InlineData("--host=tcp://h:1 sandbox exec app sh -c true", "--host=tcp://h:1 sandbox exec app -- sh -c true")]
    [InlineData("sandbox exec --help", "sandbox exec --help")]
    [InlineData("sandbox exec app sh -- -x", "sandbox exec app -- sh -- -x")]
    [InlineData("sandbox rm exec a b", "sandbox rm exec a b")]
    [InlineData("network rm sandbox exec app", "network rm sandbox exec app")]
    [InlineData("-H", "-H")]
    public void What_follows_the_sandbox_is_the_commands_own(string given, string expected) =>
        string.Join(' ', ExecArguments.Separate(given.Split(' '))).Should().Be(expected);
}
