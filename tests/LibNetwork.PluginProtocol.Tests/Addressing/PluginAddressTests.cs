using CsCheck;

using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Tests.Addressing;

public sealed class PluginAddressTests
{
    private static readonly PluginTls Tls = new() { CAFile = "/ca.pem" };

    [Theory]
    [InlineData("unix:///run/docker/plugins/x.sock", "unix:///run/docker/plugins/x.sock")]
    [InlineData(" tcp://127.0.0.1:9000\n", "tcp://127.0.0.1:9000")]
    [InlineData("tcp://127.0.0.1:80", "tcp://127.0.0.1:80")]
    [InlineData("http://plugin.example:8080", "tcp://plugin.example:8080")]
    [InlineData("tcp://[::1]:9000", "tcp://[::1]:9000")]
    [InlineData("https://plugin.example:443", "https://plugin.example:443")]
    [InlineData("HTTPS://plugin.example:9443/", "https://plugin.example:9443")]
    public void An_address_of_the_known_schemes_is_read_and_written(string text, string written)
    {
        PluginAddress.TryParse(text, tls: null, out var address, out _).Should().BeTrue("row B-025");
        address!.ToString().Should().Be(written);
        PluginAddress.TryParse(written, address.Tls, out var again, out _).Should().BeTrue();
        again.Should().Be(address);
    }

    [Theory]
    [InlineData("127.0.0.1:9000", "Unknown protocol")]
    [InlineData("", "Unknown protocol")]
    [InlineData("://x", "Unknown protocol")]
    [InlineData("npipe:////./pipe/x", "unknown protocol npipe")]
    [InlineData("unix://run/x.sock", "must be absolute")]
    [InlineData("tcp://127.0.0.1", "a host and a port")]
    [InlineData("tcp://127.0.0.1:0", "a host and a port")]
    [InlineData("tcp://127.0.0.1:99999", "a host and a port")]
    [InlineData("tcp://:9000", "a host and a port")]
    [InlineData("tcp://host:9000/path", "a host and a port")]
    [InlineData("tcp://host:9000?query", "a host and a port")]
    [InlineData("tcp://[::1]", "a host and a port")]
    public void What_is_no_address_is_refused_with_a_reason(string text, string reason)
    {
        PluginAddress.TryParse(text, tls: null, out var address, out var error).Should().BeFalse();
        address.Should().BeNull();
        error.Should().Contain(reason);
    }

    [Theory]
    [InlineData("https://h:1", true)]
    [InlineData("tcp://h:1", true)]
    [InlineData("http://h:1", false)]
    [InlineData("unix:///x", false)]
    public void TLS_settings_make_tcp_secure_and_leave_http_alone(string text, bool secure)
    {
        PluginAddress.TryParse(text, Tls, out var address, out _).Should().BeTrue("row B-004");
        address!.Tls.Should().Be(secure ? Tls : null);
    }

    [Fact]
    public void Https_without_settings_is_verified()
    {
        PluginAddress.TryParse("https://h:1", tls: null, out var address, out _).Should().BeTrue();
        address!.Tls.Should().Be(new PluginTls(), "unlike row B-027");
        address.Tls!.InsecureSkipVerify.Should().BeFalse();
    }

    [Fact]
    public void Any_text_is_an_address_or_refused_with_a_reason() =>
        Gen.OneOf(Gen.String, Gen.String.Select(text => "tcp://" + text), Gen.String.Select(text => "unix:///" + text)).Sample(text =>
            PluginAddress.TryParse(text, tls: null, out var address, out var error) ? address is not null && error is null : error!.Length > 0);
}
