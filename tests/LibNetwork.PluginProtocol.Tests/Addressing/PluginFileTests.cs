using System.Diagnostics;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Tests.Addressing;

public sealed class PluginFileTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public void A_spec_is_one_address_and_a_json_has_TLS_with_it()
    {
        PluginFile.Read(_directory.Write("a.spec", " tcp://127.0.0.1:1 \n"))!.ToString().Should().Be("tcp://127.0.0.1:1", "row B-025");
        var json = PluginFile.Read(_directory.Write("a.json", """
            {"name":"other","Addr":"https://h:2","TLSConfig":{"InsecureSkipVerify":true,"CAFile":"/ca","CertFile":"/cert","KeyFile":"/key"}, "x": 1}
            """))!;
        json.ToString().Should().Be("https://h:2", "row B-026");
        json.Tls.Should().Be(new PluginTls { InsecureSkipVerify = true, CAFile = "/ca", CertFile = "/cert", KeyFile = "/key" });
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        PluginAddress.TryParse("tcp://127.0.0.1:80", tls: null, out var plain, out _).Should().BeTrue();
        PluginFile.Write(_directory["deep/a.spec"], plain!);
        PluginFile.Read(_directory["deep/a.spec"]).Should().Be(plain);

        PluginAddress.TryParse("https://h:443", new PluginTls { CAFile = "/ca", CertFile = "/c", KeyFile = "/k" }, out var secure, out _).Should().BeTrue();
        PluginFile.Write(_directory["a.json"], secure!);
        PluginFile.Read(_directory["a.json"]).Should().Be(secure);
        File.ReadAllText(_directory["a.json"]).Should().Be(
            """{"Name":"a","Addr":"https://h:443","TLSConfig":{"InsecureSkipVerify":false,"CAFile":"/ca","CertFile":"/c","KeyFile":"/k"}}""" + "\n", "row B-026");
        Directory.EnumerateFileSystemEntries(_directory.Path).Should().BeEquivalentTo([_directory["deep"], _directory["a.json"]], "drafts are gone");
    }

    [Theory]
    [InlineData("a.spec", "127.0.0.1:1", "Unknown protocol")]
    [InlineData("a.spec", "", "Unknown protocol")]
    [InlineData("a.json", "{", "depth")]
    [InlineData("a.json", "[]", "another type is needed")]
    [InlineData("a.json", "null", "Unknown protocol")]
    [InlineData("a.json", """{"Addr":"https://h"}""", "a host and a port")]
    public void A_file_that_cannot_be_understood_is_named_with_the_reason(string name, string text, string reason)
    {
        var path = _directory.Write(name, text);
        var read = () => PluginFile.Read(path);
        read.Should().Throw<NetworkException>().WithMessage($"plugin file {path}: *{reason}*").Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Fact]
    public void A_file_without_end_is_not_read_to_its_end()
    {
        var read = () => PluginFile.Read(_directory.Write("a.spec", new string(' ', 70_000)));
        read.Should().Throw<NetworkException>().WithMessage("*larger than*");
    }

    [Fact]
    public void Only_a_socket_is_a_socket()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_directory["a.sock"]));
        PluginFile.IsSocket(_directory["a.sock"]).Should().BeTrue();
        PluginFile.Read(_directory["a.sock"])!.SocketPath.Should().Be(_directory["a.sock"]);

        PluginFile.IsSocket(_directory.Write("b.sock", "")).Should().BeFalse();
        PluginFile.Read(_directory["b.sock"]).Should().BeNull("row B-023");
        PluginFile.IsSocket(_directory.Path).Should().BeFalse();
        PluginFile.IsSocket(_directory["none"]).Should().BeFalse();
        using var mkfifo = Process.Start("mkfifo", _directory["pipe"]);
        mkfifo.WaitForExit();
        PluginFile.IsSocket(_directory["pipe"]).Should().BeFalse();
        PluginFile.IsSocket(Environment.ProcessPath!).Should().BeFalse("a program that runs cannot be opened for writing either");
    }

    public void Dispose() => _directory.Dispose();
}
