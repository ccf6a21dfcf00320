using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginProtocol.Tests.Transport;

/// <summary>TLS to a plugin is verified, unless its file says otherwise (B-026, unlike B-027).</summary>
public sealed class TlsTests : IDisposable
{
    private readonly Certificates _certificates = new();
    private readonly Certificates _stranger = new("stranger");
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public TlsTests() => _listener.Start();

    private int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task A_plugin_with_a_certificate_of_the_named_authority_is_trusted(string host) =>
        (await CallAsync(new PluginTls { CAFile = _certificates.AuthorityFile }, host)).Should().Be(200);

    [Fact]
    public async Task A_plugin_with_a_certificate_of_another_authority_is_not()
    {
        var call = () => CallAsync(new PluginTls { CAFile = _stranger.AuthorityFile });
        (await call.Should().ThrowAsync<HttpRequestException>()).Which.HttpRequestError.Should().Be(HttpRequestError.SecureConnectionError);
    }

    [Fact]
    public async Task Without_an_authority_the_machines_own_are_asked_and_say_no()
    {
        var call = () => CallAsync(new PluginTls());
        await call.Should().ThrowAsync<HttpRequestException>();
    }

    [Fact]
    public async Task Nothing_is_checked_where_the_file_says_so() => (await CallAsync(new PluginTls { InsecureSkipVerify = true })).Should().Be(200);

    [Fact]
    public async Task A_client_shows_its_certificate()
    {
        var (cert, key) = _certificates.Issue("client");
        string? seen = null;
        var status = await CallAsync(new PluginTls { CAFile = _certificates.AuthorityFile, CertFile = cert, KeyFile = key }, see: subject => seen = subject);
        status.Should().Be(200);
        seen.Should().Be("CN=client");
    }

    [Theory]
    [InlineData("CAFile")]
    [InlineData("CertFile")]
    public void A_file_that_cannot_be_read_is_named(string setting)
    {
        var tls = setting == "CAFile" ? new PluginTls { CAFile = "/none.pem" } : new PluginTls { CertFile = "/none.pem", KeyFile = "/none.pem" };
        var make = () => new PluginTransport(Address(tls, "127.0.0.1"));
        make.Should().Throw<NetworkException>().WithMessage("TLS file /none.pem: *").Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    public void Dispose()
    {
        _listener.Dispose();
        _certificates.Dispose();
        _stranger.Dispose();
    }

    private async Task<int> CallAsync(PluginTls tls, string host = "127.0.0.1", Action<string?>? see = null)
    {
        var server = ServeOneAsync(see);
        using var transport = new PluginTransport(Address(tls, host));
        var answer = await transport.PostAsync("Plugin.Activate", default, default);
        await server;
        return answer.Status;
    }

    private PluginAddress Address(PluginTls tls, string host) =>
        PluginAddress.TryParse($"https://{host}:{Port}", tls, out var address, out var error) ? address : throw new InvalidOperationException(error);

    private async Task ServeOneAsync(Action<string?>? see)
    {
        using var connection = await _listener.AcceptTcpClientAsync();
        await using var stream = new SslStream(connection.GetStream());
        try
        {
            var (cert, key) = _certificates.Issue("server");
            using var own = X509Certificate2.CreateFromPemFile(cert, key);
            await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
            {
                ServerCertificate = own,
                ClientCertificateRequired = see is not null,
                RemoteCertificateValidationCallback = (_, shown, _, _) =>
                {
                    see?.Invoke(shown?.Subject);
                    return see is null || shown is not null;
                },
            });
            _ = await stream.ReadAsync(new byte[4096]);
            await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            // The client does not want it.
        }
    }
}
