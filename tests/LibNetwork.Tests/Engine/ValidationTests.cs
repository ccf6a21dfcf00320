using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

public sealed class ValidationTests
{
    [Theory]
    [InlineData("", "invalid name: name is empty")]
    [InlineData("   ", "invalid name: name is empty")]
    [InlineData("a\u0007b", "invalid name: it has control characters in it")]
    [InlineData("a\nb", "invalid name: it has control characters in it")]
    [InlineData("a/b", "invalid name: a/b has a slash in it")]
    [InlineData("..", "invalid name: .. cannot be part of a URL")]
    [InlineData(" a", "invalid name: \" a\" begins or ends with a blank")]
    public void A_bad_name_is_told_apart(string name, string error) => ObjectName.Check(name).Should().Be(error);

    [Theory]
    [InlineData("web")]
    [InlineData("web.example_1-x")]
    [InlineData("höhe 日本")]
    public void A_good_name_passes(string name) => ObjectName.Check(name).Should().BeNull();

    [Fact]
    public void A_name_of_300_characters_is_too_long() =>
        ObjectName.Check(new string('n', 300)).Should().Be("invalid name: it is 300 bytes long, at most 255 are allowed");

    [Theory]
    [InlineData("a-name-of-16-byt")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("lo")]
    [InlineData("..")]
    public void A_bad_interface_name_is_refused_before_the_kernel_sees_it(string name) =>
        ObjectName.CheckInterface(name).Should().StartWith("invalid interface name", "row K-067");

    [Fact]
    public void Every_wrong_pool_is_reported_at_once()
    {
        var config = new NetworkConfig
        {
            Name = "web",
            IpamPools =
            [
                new IpamPoolConfig { Subnet = "10.1.2.3/24" },
                new IpamPoolConfig { Subnet = "10.2.0.0/24", IPRange = "10.2.0.0/16", Gateway = "10.3.0.1", AuxiliaryAddresses = new Dictionary<string, string> { ["nas"] = "fd00::1" } },
                new IpamPoolConfig { Subnet = "nonsense" },
                new IpamPoolConfig { Subnet = "fd00::/64" },
                new IpamPoolConfig { Gateway = "10.0.0.1" },
                new IpamPoolConfig { Subnet = "10.2.0.128/25" },
            ],
        };
        var errors = new ValidationErrors("invalid network config:");
        IpamPoolValidation.Check(config, errors);
        var check = errors.ThrowIfAny;
        check.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter).Which.Message.Split('\n').Should().Equal(
            "invalid network config:",
            "invalid subnet 10.1.2.3/24: it should be 10.1.2.0/24",
            "invalid ip-range 10.2.0.0/16: CIDR block is bigger than its parent subnet 10.2.0.0/24",
            "invalid gateway 10.3.0.1: parent subnet 10.2.0.0/24 doesn't contain it",
            "invalid auxiliary address nas fd00::1: parent subnet is an IPv4 block",
            "invalid subnet nonsense: invalid CIDR block notation",
            "invalid subnet fd00::/64: IPv6 is not enabled for this network",
            "invalid gateway 10.0.0.1: it has no subnet",
            "invalid subnet 10.2.0.128/25: it overlaps with 10.2.0.0/24");
    }

    [Fact]
    public void The_same_path_always_gives_the_same_instance_id()
    {
        InstanceId.Of("/var/lib/dnet").Should().MatchRegex("^[0-9a-f]{8}$").And.Be(InstanceId.Of("/var/lib/dnet/"));
        InstanceId.Of("/var/lib/dnet2").Should().NotBe(InstanceId.Of("/var/lib/dnet"));
    }
}
