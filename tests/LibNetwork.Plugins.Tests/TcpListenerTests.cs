using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Transport;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>Plugins on TCP, and the files that lead to them (B-094).</summary>
public sealed class TcpListenerTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly Certificates _certificates = new();
    private readonly Certificates _stranger = new("stranger");

    private string SpecDirectory => _directory["specs"];

    [Fact]
    public async Task A_spec_file_leads_to_the_plugin_as_long_as_it_runs()
    {
        await using (var server = await StartAsync(tls: null))
        {
            File.ReadAllText(Path.Combine(SpecDirectory, "p.spec")).Trim().Should().Be(server.Address.ToString()).And.StartWith("tcp://127.0.0.1:");
            (await CallAsync(Found())).Should().Be(200);
        }

        Directory.EnumerateFileSystemEntries(SpecDirectory).Should().BeEmpty();
    }

    [Fact]
    public async Task A_wildcard_address_is_written_as_one_that_can_be_connected_to()
    {
        await using var server = await PluginServer.StartAsync(Options(PluginListener.Tcp(new IPEndPoint(IPAddress.Any, 0), SpecDirectory)));
        server.Address.Uri!.Host.Should().Be("127.0.0.1");
        (await CallAsync(Found())).Should().Be(200);
    }

    [Fact]
    public async Task The_file_may_name_another_host()
    {
        await using var server = await PluginServer.StartAsync(Options(PluginListener.Tcp(new IPEndPoint(IPAddress.Loopback, 0), SpecDirectory, hostName: "localhost")));
        Found().Uri!.Host.Should().Be("localhost");
        (await CallAsync(Found())).Should().Be(200);
    }

    [Fact]
    public async Task A_file_that_has_come_to_say_something_else_is_left_where_it_is()
    {
        await using (await StartAsync(tls: null))
        {
            File.WriteAllText(Path.Combine(SpecDirectory, "p.spec"), "tcp://127.0.0.1:1");
        }

        File.ReadAllText(Path.Combine(SpecDirectory, "p.spec")).Should().Be("tcp://127.0.0.1:1");
    }

    [Fact]
    public async Task A_port_that_is_taken_is_a_conflict_and_no_file_is_written()
    {
        await using var first = await StartAsync(tls: null);
        File.Delete(Path.Combine(SpecDirectory, "p.spec"));
        var second = async () => await PluginServer.StartAsync(Options(PluginListener.Tcp(new IPEndPoint(IPAddress.Loopback, first.Address.Uri!.Port), SpecDirectory)));
        (await second.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        Directory.EnumerateFileSystemEntries(SpecDirectory).Should().BeEmpty();
    }

    [Fact]
    public async Task With_mutual_TLS_the_json_file_has_all_that_a_client_needs()
    {
        var (clientCert, clientKey) = _certificates.Issue("client");
        await using (await StartAsync(Tls(clientCert, clientKey)))
        {
            var found = Found();
            found.Uri!.Scheme.Should().Be("https");
            found.Tls.Should().Be(new PluginTls { CAFile = _certificates.AuthorityFile, CertFile = clientCert, KeyFile = clientKey }, "row B-026");
            (await CallAsync(found)).Should().Be(200);
        }

        Directory.EnumerateFileSystemEntries(SpecDirectory).Should().BeEmpty();
    }

    [Theory]
    [InlineData("none")]
    [InlineData("stranger")]
    [InlineData("server only")]
    public async Task A_client_that_cannot_show_a_certificate_of_the_authority_is_turned_away(string which)
    {
        var (clientCert, clientKey) = which switch
        {
            "stranger" => _stranger.Issue("mallory"),
            "server only" => _certificates.Issue("web", use: "1.3.6.1.5.5.7.3.1"),
            _ => (null!, null!),
        };
        var driver = new RecordingDriver();
        await using var server = await StartAsync(Tls(clientCert, clientKey), driver);
        var call = () => CallAsync(Found());
        await call.Should().ThrowAsync<HttpRequestException>();
        driver.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_client_that_speaks_plain_HTTP_to_TLS_hears_nothing_and_harms_nobody()
    {
        var (clientCert, clientKey) = _certificates.Issue("client");
        await using var server = await StartAsync(Tls(clientCert, clientKey));
        using (var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await socket.ConnectAsync(IPAddress.Loopback, server.Address.Uri!.Port);
            await socket.SendAsync("POST /Plugin.Activate HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
            (await Plugin.ReadAsync(socket)).Should().NotContain("HTTP");
        }

        (await CallAsync(Found())).Should().Be(200);
    }

    [Fact]
    public async Task Without_a_client_authority_any_client_is_served()
    {
        await using var server = await StartAsync(Tls(null, null) with { ClientCAFile = null });
        (await CallAsync(Found())).Should().Be(200);
    }

    [Fact]
    public async Task Files_that_cannot_be_read_are_named_and_nothing_is_begun()
    {
        var tls = new PluginServerTls { CertFile = "/none.pem", KeyFile = "/none.key", ClientCAFile = _directory.Write("empty.pem", "") };
        var start = async () => await StartAsync(tls);
        (await start.Should().ThrowAsync<NetworkException>()).Which.Message.Should().Contain("/none.pem").And.Contain("empty.pem: there is no certificate in it");
        Directory.Exists(SpecDirectory).Should().BeFalse();
    }

    public void Dispose()
    {
        _directory.Dispose();
        _certificates.Dispose();
        _stranger.Dispose();
    }

    private static async Task<int> CallAsync(PluginAddress address)
    {
        using var transport = new PluginTransport(address);
        return (await transport.PostAsync("Plugin.Activate", default, default)).Status;
    }

    private static PluginOptions Options(PluginListener listener, RecordingDriver? driver = null) =>
        new() { Name = "p", NetworkDriver = driver ?? new RecordingDriver(), Listener = listener };

    private PluginServerTls Tls(string? clientCert, string? clientKey)
    {
        var (cert, key) = _certificates.Issue("server");
        return new PluginServerTls
        {
            CertFile = cert,
            KeyFile = key,
            ClientCAFile = _certificates.AuthorityFile,
            CAFile = _certificates.AuthorityFile,
            ClientCertFile = clientCert,
            ClientKeyFile = clientKey,
        };
    }

    private async Task<PluginServer> StartAsync(PluginServerTls? tls, RecordingDriver? driver = null) =>
        await PluginServer.StartAsync(Options(PluginListener.Tcp(new IPEndPoint(IPAddress.Loopback, 0), SpecDirectory, tls), driver));

    // As an engine finds it.
    private PluginAddress Found() => new PluginLocator(new PluginDirectories { Sockets = [], Specs = [SpecDirectory] }).Find("p");
}
