using LibNetwork.PortMapping;

namespace LibNetwork.Tests.PortMapping;

public sealed class EphemeralPortsTests
{
    [Theory] // F-073
    [InlineData("32768\t60999", "", 32768, 60999)]
    [InlineData("40000 40000", "", 40000, 40000)]
    [InlineData("", "", 49153, 65535)]
    [InlineData("60999 32768", "", 49153, 65535)]
    [InlineData("0 70000", "", 49153, 65535)]
    public void The_kernels_range_is_read_and_without_one_the_dynamic_ports_serve(string range, string reserved, int first, int last)
    {
        var ports = EphemeralPorts.Parse(range, reserved);

        ((int)ports.First, (int)ports.Last).Should().Be((first, last));
    }

    [Theory]
    [InlineData(0, new[] { 10, 13, 16 })]
    [InlineData(3, new[] { 13, 16, 10 })]
    [InlineData(uint.MaxValue, new[] { 13, 16, 10 })]
    public void Each_port_comes_once_from_the_seed_on_and_reserved_ones_not_at_all(uint seed, int[] expected) =>
        EphemeralPorts.Parse("10 16", "11-12,14,15").From(seed).Select(port => (int)port).Should().Equal(expected);

    [Fact]
    public void The_last_port_there_is_is_one_of_them() =>
        EphemeralPorts.Parse("65534 65535", "").From(1).Should().Equal(65535, 65534);
}
