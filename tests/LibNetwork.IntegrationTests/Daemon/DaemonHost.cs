using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>A host with a daemon on it, and the ways to talk to it: the typed client, plain HTTP, the CLI.</summary>
internal sealed class DaemonHost : IAsyncDisposable
{
    private DaemonHost(TestHost host) => Host = host;

    public TestHost Host { get; }

    public DaemonProcess Daemon { get; private set; } = null!;

    public DnetClient Client => Daemon.Client;

    public static async Task<DaemonHost> StartAsync(IEnumerable<string>? arguments = null, bool ownMounts = false)
    {
        var host = new DaemonHost(await TestHost.CreateAsync());
        host.Daemon = await DaemonProcess.StartAsync(host.Host, arguments, ownMounts);
        return host;
    }

    /// <summary>Ends the daemon by a signal and starts another on the same directories.</summary>
    public async Task RestartAsync(string signal = "TERM")
    {
        await Daemon.EndAsync(signal);
        await Daemon.DisposeAsync();
        Daemon = await DaemonProcess.StartAsync(Host);
    }

    /// <summary>Runs the CLI against the daemon; words are apart by single blanks.</summary>
    public Task<ProgramResult> DnetAsync(string commandLine) => DnetAsync(commandLine.Split(' '));

    public Task<ProgramResult> DnetAsync(string[] arguments, string input = "") =>
        Programs.RunAsync(Programs.Dnet, arguments, input, new Dictionary<string, string> { ["DNET_HOST"] = Daemon.Address.ToString() });

    /// <summary>Sends a request as it is.</summary>
    public async Task<(HttpStatusCode Status, string Body)> SendAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        using var http = NewHttpClient();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
            request.Headers.ExpectContinue = body.Length > 100_000; // or it would still be sending when the refusal comes
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a request that must be refused.</summary>
    /// <returns>The status and the message.</returns>
    public async Task<(HttpStatusCode Status, string Message)> RefusedAsync(string method, string path, string? body = null, string contentType = "application/json")
    {
        var (status, answer) = await SendAsync(method, path, body, contentType);
        using var document = JsonDocument.Parse(answer);
        document.RootElement.EnumerateObject().Select(member => member.Name).Should().Equal("message");
        return (status, document.RootElement.GetProperty("message").GetString()!);
    }

    public HttpClient NewHttpClient() => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Daemon.Address.SocketPath!), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    {
        BaseAddress = new Uri("http://dnet/"),
    };

    /// <summary>All the daemon holds and all its host has, as one text: the same text, nothing changed.</summary>
    public async Task<string> StateAsync() => string.Join('\n',
        (await SendAsync("GET", "/networks")).Body,
        (await SendAsync("GET", "/endpoints")).Body,
        (await SendAsync("GET", "/sandboxes")).Body,
        Host.Run("ip -o link; ip -o addr; ip route; nft list ruleset"),
        string.Join('\n', Host.PinsInExecRoot()));

    public async ValueTask DisposeAsync()
    {
        await Daemon.DisposeAsync();
        await Host.DisposeAsync();
    }
}
