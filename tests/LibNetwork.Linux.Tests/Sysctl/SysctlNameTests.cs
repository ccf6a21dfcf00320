using LibNetwork.Linux.Sysctl;

namespace LibNetwork.Linux.Tests.Sysctl;

public sealed class SysctlNameTests
{
    [Theory]
    [InlineData("net.ipv4.ip_forward", "/proc/sys/net/ipv4/ip_forward")]
    [InlineData("net/ipv4/ip_forward", "/proc/sys/net/ipv4/ip_forward")]
    [InlineData("net/ipv4/conf/eth0.5/forwarding", "/proc/sys/net/ipv4/conf/eth0.5/forwarding")]
    public void Dots_separate_unless_there_is_a_slash(string name, string path) => SysctlName.Parse(name).Path.Should().Be(path);

    [Theory]
    [InlineData("")]
    [InlineData("net..ipv4")]
    [InlineData(".")]
    [InlineData("net/../kernel/core_pattern")]
    [InlineData("/net/ipv4")]
    [InlineData("net/./x")]
    [InlineData("net/a\0b")]
    public void A_name_that_leads_elsewhere_is_refused(string name) =>
        FluentActions.Invoking(() => SysctlName.Parse(name)).Should().Throw<ArgumentException>();
}
