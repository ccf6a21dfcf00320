using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginProtocol.Tests.Transport;

/// <summary>Bare connections, and what the transport says in its head.</summary>
public sealed class PluginConnectionTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("plugin-connection-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task It_leads_to_a_unix_socket()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(_directory, "s");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();

        await using var client = await PluginConnection.OpenAsync(PluginAddress.Unix(path), CancellationToken.None);
        using var server = await listener.AcceptAsync();
        await client.WriteAsync("hello"u8.ToArray());

        var received = new byte[5];
        await server.ReceiveAsync(received);
        Encoding.ASCII.GetString(received).Should().Be("hello");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_does_TLS_and_takes_the_certificate_of_the_authority_alone(bool isTheRightAuthority)
    {
        using var certificate = Certificate("localhost");
        using var other = Certificate("localhost");
        var authority = Path.Combine(_directory, "ca.pem");
        await File.WriteAllTextAsync(authority, (isTheRightAuthority ? certificate : other).ExportCertificatePem());
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var serving = ServeAsync(listener, certificate);
        PluginAddress.TryParse($"tcp://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}", new PluginTls { CAFile = authority }, out var address, out _)
            .Should().BeTrue();

        var opening = async () =>
        {
            await using var client = await PluginConnection.OpenAsync(address!, CancellationToken.None);
            await client.WriteAsync("hello"u8.ToArray());
            return await serving;
        };

        if (isTheRightAuthority)
        {
            (await opening()).Should().Be("hello");
        }
        else
        {
            await opening.Should().ThrowAsync<AuthenticationException>();
            await serving;
        }
    }

    [Fact]
    public async Task A_call_has_the_head_that_Docker_sends_and_no_content_type()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Path.Combine(_directory, "s");
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        using var transport = new PluginTransport(PluginAddress.Unix(path));

        var calling = transport.PostAsync("NetworkDriver.DeleteNetwork", "{}"u8.ToArray(), CancellationToken.None);
        using var server = await listener.AcceptAsync();
        var received = "";
        var buffer = new byte[1024];
        while (!received.EndsWith("{}", StringComparison.Ordinal))
        {
            received += Encoding.ASCII.GetString(buffer, 0, await server.ReceiveAsync(buffer));
        }

        await server.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nnull"u8.ToArray());
        (await calling).Status.Should().Be(200);
        received.Split("\r\n").Should().BeEquivalentTo(
            "POST /NetworkDriver.DeleteNetwork HTTP/1.1",
            "Host: plugin.moby.localhost",
            "Accept: application/vnd.docker.plugins.v1.2+json",
            "Content-Length: 2",
            "",
            "{}");
    }

    private static async Task<string> ServeAsync(TcpListener listener, X509Certificate2 certificate)
    {
        using var client = await listener.AcceptTcpClientAsync();
        await using var secure = new SslStream(client.GetStream());
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
            var received = new byte[5];
            await secure.ReadExactlyAsync(received);
            return Encoding.ASCII.GetString(received);
        }
        catch (Exception e) when (e is IOException or AuthenticationException)
        {
            return "";
        }
    }

    private static X509Certificate2 Certificate(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
