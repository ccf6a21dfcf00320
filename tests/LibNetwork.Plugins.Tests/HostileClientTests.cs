using System.Net.Sockets;
using System.Text;
using CsCheck;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>Clients that send too much, too little, too slowly, or nonsense.</summary>
public sealed class HostileClientTests
{
    private readonly AbleDriver _driver = new();

    [Theory]
    [InlineData(10_000_000, "Content-Length")]
    [InlineData(10_000_000, "chunked")]
    [InlineData(1_048_577, "Content-Length")]
    public async Task A_body_that_is_too_large_is_refused_and_the_client_hears_why(int size, string how)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        using var socket = await plugin.ConnectAsync();
        var header = how == "chunked" ? "Transfer-Encoding: chunked" : $"Content-Length: {size}";
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{header}\r\n\r\n"));
        await SendAllAsync(socket, how == "chunked" ? [.. Encoding.ASCII.GetBytes($"{size:x}\r\n"), .. new byte[size], .. "\r\n0\r\n\r\n"u8] : new byte[size]);

        (await Plugin.ReadAsync(socket)).Should().StartWith("HTTP/1.1 413 ").And.EndWith("""{"Err":"the request body is too large: at most 1048576 bytes are taken"}""");
        _driver.Calls.Should().BeEmpty();
        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
    }

    [Fact]
    public async Task The_largest_body_is_taken_and_one_byte_more_is_not()
    {
        await using var plugin = await Plugin.StartAsync(_driver, configure: options => options with { MaxRequestBytes = 100 });
        var body = """{"NetworkID":"n1"}""";
        (await plugin.PostAsync("NetworkDriver.DeleteNetwork", body.PadRight(100))).Status.Should().Be(200);
        (await plugin.PostAsync("NetworkDriver.DeleteNetwork", body.PadRight(101))).Status.Should().Be(413);
        (await plugin.PostAsync("Plugin.Activate", new string(' ', 101))).Status.Should().Be(413);
    }

    [Fact]
    public async Task A_client_that_never_ends_its_body_is_not_waited_for()
    {
        await using var plugin = await Plugin.StartAsync(_driver, configure: options => options with { RequestTimeout = TimeSpan.FromSeconds(30) });
        using var socket = await plugin.ConnectAsync();
        await socket.SendAsync("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"NetworkID\":"u8.ToArray());
        var answer = Plugin.ReadAsync(socket);
        // The clock stands still until the plugin has read what there is, and looks at it.
        await Plugin.UntilAsync(() =>
        {
            plugin.Clock.Advance(TimeSpan.FromSeconds(31));
            return answer.IsCompleted;
        });
        (await answer).Should().StartWith("HTTP/1.1 408 ").And.Contain("""{"Err":"the request body comes too slowly"}""");
        _driver.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_that_never_ends_its_headers_is_not_waited_for()
    {
        await using var plugin = await Plugin.StartAsync(_driver, configure: options => options with { RequestTimeout = TimeSpan.FromMilliseconds(100) });
        using var socket = await plugin.ConnectAsync();
        await socket.SendAsync("POST /NetworkDriver.Leave HTT"u8.ToArray());
        (await Plugin.ReadAsync(socket)).Should().StartWith("HTTP/1.1 408 ");
        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("POST /NetworkDriver.Leave")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{\"NetworkID\":\"n1\",\"EndpointID\":\"e1\"}")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n24\r\n{\"NetworkID\":\"n1\",\"EndpointID\":\"e1\"}\r\n")]
    public async Task A_request_that_breaks_off_reaches_nobody_and_leaves_nothing(string half)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        for (var i = 0; i < 20; i++)
        {
            using var socket = await plugin.ConnectAsync();
            await socket.SendAsync(Encoding.ASCII.GetBytes(half));
        }

        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
        _driver.Calls.Should().BeEmpty();
        plugin.Server.Runner.UnderWay.Should().Be(0);
    }

    [Theory]
    [InlineData("garbage\r\n\r\n")]
    [InlineData("POST / HTTP/9.9\r\n\r\n")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("POST /NetworkDriver.Leave HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task What_is_no_HTTP_is_refused(string garbage)
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        (await plugin.SendAsync(garbage)).Should().MatchRegex("^HTTP/1.1 (400|505) ");
        _driver.Calls.Should().BeEmpty();
        (await plugin.PostAsync("Plugin.Activate")).Status.Should().Be(200);
    }

    [Fact]
    public async Task Requests_that_are_sent_in_one_go_are_answered_in_turn()
    {
        await using var plugin = await Plugin.StartAsync(_driver);
        const string activate = "POST /Plugin.Activate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n";
        var answers = await plugin.SendAsync(activate + activate + activate.Replace("Host", "Connection: close\r\nHost", StringComparison.Ordinal));
        answers.Split("HTTP/1.1 200 OK").Should().HaveCount(4);
    }

    [Fact]
    public async Task Any_body_is_answered_with_JSON_and_kills_nothing()
    {
        await using var plugin = await Plugin.StartAsync(_driver, new RecordingIpam());
        string[] methods = ["NetworkDriver.CreateNetwork", "NetworkDriver.CreateEndpoint", "NetworkDriver.Join", "NetworkDriver.DiscoverNew", "IpamDriver.RequestPool"];
        const string seed = """{"NetworkID":"n","EndpointID":"e","Options":{"com.docker.network.portmap":[{"Proto":6}],"x":1.5},"IPv4Data":[{"Pool":"10.0.0.0/8"}],"DiscoveryType":1,"DiscoveryData":{"Address":"a"},"Interface":{"Address":"10.0.0.2/8"}}""";
        await Gen.Select(Gen.Int[0, methods.Length - 1], Gen.Select(Gen.Int[0, seed.Length - 1], Gen.Byte).List[0, 4]).SampleAsync(async (method, changes) =>
        {
            var body = Encoding.ASCII.GetBytes(seed);
            foreach (var (position, value) in changes)
            {
                body[position] = value;
            }

            var (status, answer) = await plugin.PostAsync(methods[method], Encoding.Latin1.GetString(body));
            status.Should().BeOneOf(200, 400);
            answer.Should().StartWith("{").And.EndWith("}");
        }, iter: 300, threads: 4);
        plugin.Logs.Lines.Should().NotContain(line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error);
    }

    private static async Task SendAllAsync(Socket socket, byte[] bytes)
    {
        for (var sent = 0; sent < bytes.Length;)
        {
            sent += await socket.SendAsync(bytes.AsMemory(sent));
        }
    }
}
