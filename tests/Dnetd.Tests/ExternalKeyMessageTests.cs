using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Dnetd.ExternalKeys;

namespace Dnetd.Tests;

/// <summary>What a hook says, however it comes (C-139, C-140, K-056).</summary>
public sealed class ExternalKeyMessageTests
{
    [Fact]
    public async Task A_message_is_whole_when_its_last_brace_is_there_though_the_other_end_stays_open()
    {
        var pipe = new Pipe();
        var reading = ExternalKeyMessage.ReadAsync(pipe.Reader.AsStream(), CancellationToken.None);
        foreach (var piece in new[] { """{"Contai""", """nerID":"app","Key":"/proc/1/n""", """s/net","OTelTrace":{"a":"}"}""", "}" })
        {
            reading.IsCompleted.Should().BeFalse();
            await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes(piece));
            await Task.Delay(20);
        }

        (await reading).Should().Be(new ExternalKeyMessage("app", "/proc/1/ns/net"));
    }

    [Fact]
    public async Task A_message_of_half_a_million_bytes_is_read_whole()
    {
        var key = "/" + new string('x', 500_000);
        (await Read($$"""{"ContainerID":"app","Key":"{{key}}"}""")).Key.Should().Be(key);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"ContainerID\":\"app\"")]
    [InlineData("{\"ContainerID\":\"app\"}")]
    [InlineData("{\"ContainerID\":1,\"Key\":\"x\"}")]
    [InlineData("[]")]
    [InlineData("nonsense")]
    public async Task What_is_no_message_is_refused(string text) =>
        await FluentActions.Awaiting(() => Read(text)).Should().ThrowAsync<JsonException>();

    [Fact]
    public async Task What_never_ends_is_refused() =>
        await FluentActions.Awaiting(() => Read("{\"Key\":\"" + new string('x', 2_000_000))).Should().ThrowAsync<JsonException>();

    private static Task<ExternalKeyMessage> Read(string text) =>
        ExternalKeyMessage.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), CancellationToken.None);
}
