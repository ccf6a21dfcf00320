using System.Net;
using LibNetwork.Sandboxing;

namespace LibNetwork.Tests.Engine;

/// <summary>Kernel parameters of an interface, and the rest of what may be asked of an endpoint (C-075, C-118, C-122, C-175).</summary>
public sealed class InterfaceSysctlTests
{
    [Theory]
    [InlineData("net.ipv4.conf.IFNAME.log_martians=1")]
    [InlineData("net.ipv6.neigh.ifname.retrans_time_ms=100")]
    [InlineData("net.mpls.conf.IFNAME.input=a=b")]
    public void A_parameter_of_an_interface_is_taken(string text) => InterfaceSysctl.Check(text).Should().BeNull();

    [Theory]
    [InlineData("net.ipv4.conf.IFNAME.log_martians")]
    [InlineData("=1")]
    [InlineData("net.ipv4.conf.IFNAME.log_martians=")]
    [InlineData("")]
    public void What_is_no_pair_is_told(string text) => InterfaceSysctl.Check(text).Should().Be($"expected sysctl '{text}' to have format name=value");

    [Theory]
    [InlineData("net.ipv4.conf.eth0.log_martians=1")]
    [InlineData("net.ipx.conf.IFNAME.x=1")]
    [InlineData("net.ipv4.IFNAME.x=1")]
    [InlineData("net.ipv4.conf.IFNAME.x.y=1")]
    [InlineData("net.ipv4.../IFNAME.x=1")]
    [InlineData("net.ipv4.conf.IFNAME./etc=1")]
    [InlineData("kernel.domainname=x")]
    public void What_is_no_parameter_of_an_interface_is_told(string text) => InterfaceSysctl.Check(text).Should().Be(
        $"unrecognised network interface sysctl '{text}'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4', 'ipv6' or 'mpls'");

    [Fact]
    public void All_that_is_wrong_with_an_endpoint_is_told_at_once() => new EndpointConfig
    {
        Name = " ",
        InterfaceName = "a/b",
        LinkLocalAddresses = [IPAddress.Parse("10.0.0.1"), IPAddress.Parse("169.254.1.1"), IPAddress.Parse("fd00::1"), IPAddress.Parse("fe80::1")],
        Sysctls = ["x"],
    }.Validate().Should().Equal(
        "invalid name: name is empty",
        "invalid interface name \"a/b\": it is reserved, or has a blank, a slash, a colon or a percent sign in it",
        "invalid link local IP address: 10.0.0.1",
        "invalid link local IP address: fd00::1",
        "expected sysctl 'x' to have format name=value");
}
