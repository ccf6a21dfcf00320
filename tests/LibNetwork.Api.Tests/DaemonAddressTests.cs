namespace LibNetwork.Api.Tests;

public sealed class DaemonAddressTests
{
    [Theory]
    [InlineData("unix:///run/dnet.sock", "/run/dnet.sock", "", 0)]
    [InlineData("unix:///a b/ü.sock", "/a b/ü.sock", "", 0)]
    [InlineData("tcp://127.0.0.1:2385", null, "127.0.0.1", 2385)]
    [InlineData("tcp://localhost:1", null, "localhost", 1)]
    [InlineData("tcp://[::1]:65535", null, "::1", 65535)]
    public void An_address_is_read_and_written_the_same(string text, string? path, string host, int port)
    {
        var address = DaemonAddress.Parse(text);

        address.SocketPath.Should().Be(path);
        address.HostName.Should().Be(host);
        address.Port.Should().Be(port);
        address.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData("", "must begin with unix:// or tcp://")]
    [InlineData("/run/dnet.sock", "must begin with unix:// or tcp://")]
    [InlineData("http://localhost:1", "must begin with unix:// or tcp://")]
    [InlineData("UNIX:///run/dnet.sock", "must begin with unix:// or tcp://")]
    [InlineData("unix://", "the path of the socket is missing")]
    [InlineData("unix:///", "the path of the socket is missing")]
    [InlineData("unix://run/dnet.sock", "must be absolute")]
    [InlineData("unix:///a\0b", "contains a NUL")]
    [InlineData("tcp://", "the port is missing")]
    [InlineData("tcp://localhost", "the port is missing")]
    [InlineData("tcp://[::1]", "the port is missing")]
    [InlineData("tcp://localhost:", "the port must be a number from 0 to 65535")]
    [InlineData("tcp://localhost:http", "the port must be a number from 0 to 65535")]
    [InlineData("tcp://localhost:65536", "the port must be a number from 0 to 65535")]
    [InlineData("tcp://localhost:-1", "the port must be a number from 0 to 65535")]
    [InlineData("tcp://::1:80", "in brackets")]
    [InlineData("tcp://[127.0.0.1]:80", "the host must be a name or an address")]
    [InlineData("tcp://:80", "the host must be a name or an address")]
    [InlineData("tcp://a b:80", "the host must be a name or an address")]
    [InlineData("tcp://a/b:80", "the host must be a name or an address")]
    public void What_is_no_address_is_refused_with_the_reason(string text, string reason)
    {
        DaemonAddress.TryParse(text, out var address, out var error).Should().BeFalse();

        address.Should().BeNull();
        error.Should().StartWith($"invalid host \"{text}\": ").And.Contain(reason);
        FluentActions.Invoking(() => DaemonAddress.Parse(text)).Should().Throw<FormatException>().WithMessage(error);
    }

    [Fact]
    public void A_socket_path_may_be_as_long_as_the_kernel_takes()
    {
        DaemonAddress.TryParse("unix:///" + new string('a', 106), out _, out _).Should().BeTrue();
        DaemonAddress.TryParse("unix:///" + new string('a', 107), out _, out var error).Should().BeFalse();
        error.Should().Contain("longer than 107 bytes");
    }

    [Fact]
    public void The_default_is_the_socket_in_run() => DaemonAddress.Default.ToString().Should().Be("unix:///run/dnet.sock");
}
