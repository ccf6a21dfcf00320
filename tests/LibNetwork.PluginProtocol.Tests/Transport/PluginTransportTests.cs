using System.Net.Sockets;
using System.Text;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginProtocol.Tests.Transport;

/// <summary>The transport against plugins that are a few lines on a socket.</summary>
public sealed class PluginTransportTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    public PluginTransportTests()
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_directory["p.sock"]));
        _listener.Listen();
    }

    private PluginTransport Transport => new(PluginAddress.Unix(_directory["p.sock"]));

    [Fact]
    public async Task A_call_is_one_POST_as_Docker_sends_it()
    {
        var server = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
        using var transport = Transport;
        var answer = await transport.PostAsync("NetworkDriver.Leave", """{"a":1}"""u8.ToArray(), default);

        answer.Status.Should().Be(200);
        Encoding.UTF8.GetString(answer.Body.Span).Should().Be("{}");
        var request = await server;
        request.Should().StartWith("POST /NetworkDriver.Leave HTTP/1.1\r\n", "row B-001")
            .And.Contain("\r\nAccept: application/vnd.docker.plugins.v1.2+json\r\n", "row B-002")
            .And.Contain("\r\nHost: plugin.moby.localhost\r\n", "row B-003")
            .And.EndWith("\r\n\r\n{\"a\":1}");
    }

    [Fact]
    public async Task A_method_without_arguments_has_no_body()
    {
        var server = AnswerAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        using var transport = Transport;
        var answer = await transport.PostAsync("Plugin.Activate", default, default);

        answer.Body.Length.Should().Be(0);
        (await server).Should().Contain("\r\nContent-Length: 0\r\n", "row B-006").And.EndWith("\r\n\r\n").And.NotContain("Content-Type");
    }

    [Theory]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 3\r\n\r\nno!", 404, "no!")]
    [InlineData("HTTP/1.1 500 X\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n", 500, "abc")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nuntil it closes", 200, "until it closes")]
    [InlineData("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n", 302, "")]
    public async Task Any_status_is_an_answer(string wire, int status, string body)
    {
        _ = AnswerAsync(wire);
        using var transport = Transport;
        var answer = await transport.PostAsync("m", "{}"u8.ToArray(), default);
        answer.Status.Should().Be(status, "row B-031");
        Encoding.UTF8.GetString(answer.Body.Span).Should().Be(body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 8388609\r\n\r\n")]
    public async Task What_is_no_whole_answer_is_one_kind_of_failure(string wire)
    {
        _ = AnswerAsync(wire);
        using var transport = Transport;
        var call = async () => await transport.PostAsync("m", "{}"u8.ToArray(), default);
        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task A_body_that_grows_too_large_is_given_up()
    {
        _ = AnswerAsync("HTTP/1.0 200 OK\r\n\r\n" + new string('x', PluginTransport.LargestBody + 1));
        using var transport = Transport;
        var call = async () => await transport.PostAsync("m", "{}"u8.ToArray(), default);
        (await call.Should().ThrowAsync<HttpRequestException>()).WithMessage("*larger than*");
    }

    [Fact]
    public async Task The_largest_body_is_read()
    {
        _ = AnswerAsync("HTTP/1.0 200 OK\r\n\r\n" + new string('x', PluginTransport.LargestBody));
        using var transport = Transport;
        (await transport.PostAsync("m", "{}"u8.ToArray(), default)).Body.Length.Should().Be(PluginTransport.LargestBody);
    }

    [Fact]
    public async Task A_socket_that_nobody_listens_on_is_a_failure_to_connect()
    {
        _listener.Dispose();
        using var transport = Transport;
        var call = async () => await transport.PostAsync("m", default, default);
        (await call.Should().ThrowAsync<HttpRequestException>()).Which.HttpRequestError.Should().Be(HttpRequestError.ConnectionError);
    }

    [Fact]
    public async Task A_call_to_a_plugin_that_hangs_ends_with_its_token()
    {
        using var transport = Transport;
        using var enough = new CancellationTokenSource();
        var call = transport.PostAsync("m", default, enough.Token).AsTask();
        using var accepted = await _listener.AcceptAsync();
        await enough.CancelAsync();
        await call.Invoking(async task => await task).Should().ThrowAsync<OperationCanceledException>();
    }

    public void Dispose()
    {
        _listener.Dispose();
        _directory.Dispose();
    }

    // One connection: reads a request, writes the answer, closes.
    private async Task<string> AnswerAsync(string wire)
    {
        using var connection = await _listener.AcceptAsync();
        var buffer = new byte[16 * 1024];
        var length = await connection.ReceiveAsync(buffer);
        var request = Encoding.UTF8.GetString(buffer, 0, length);
        if (!request.Contains("Content-Length: 0", StringComparison.Ordinal) && request.EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            length = await connection.ReceiveAsync(buffer);
            request += Encoding.UTF8.GetString(buffer, 0, length);
        }

        try
        {
            var answer = Encoding.UTF8.GetBytes(wire);
            for (var sent = 0; sent < answer.Length;)
            {
                sent += await connection.SendAsync(answer.AsMemory(sent));
            }
        }
        catch (SocketException)
        {
            // The client has seen enough.
        }

        return request;
    }
}
