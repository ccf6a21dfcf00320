using System.Net.NetworkInformation;
using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork.Tests.Engine;

public sealed class AnnouncementOptionsTests
{
    private const string Messages = "com.docker.network.advertise_addr_nmsgs";
    private const string Interval = "com.docker.network.advertise_addr_ms";

    [Fact] // C-012, C-013
    public void Three_a_second_apart_unless_the_network_says_otherwise()
    {
        AnnouncementOptions.Of(new Dictionary<string, string>()).Should().Be(new AnnouncementOptions(3, TimeSpan.FromSeconds(1), IsAsked: false));
        AnnouncementOptions.Of(new Dictionary<string, string> { [Messages] = "0", [Interval] = "2000" })
            .Should().Be(new AnnouncementOptions(0, TimeSpan.FromSeconds(2), IsAsked: true));
    }

    [Theory] // C-012, C-013
    [InlineData(Messages, "-1", Messages + " must be in the range 0 to 3")]
    [InlineData(Messages, "4", Messages + " must be in the range 0 to 3")]
    [InlineData(Messages, "three", "failed to parse " + Messages + " value: three (not a whole number)")]
    [InlineData(Interval, "99", Interval + " must be in the range 100 to 2000")]
    [InlineData(Interval, "2001", Interval + " must be in the range 100 to 2000")]
    public void What_is_out_of_range_is_refused(string label, string value, string message) =>
        new NetworkConfig { Name = "net", DriverOptions = new Dictionary<string, string> { [label] = value } }.Validate().Should().Equal(message);

    [Fact]
    public void A_neighbour_may_know_an_address_under_another_MAC_address_once_that_has_left()
    {
        var (one, two) = (PhysicalAddress.Parse("02-00-00-00-00-01"), PhysicalAddress.Parse("02-00-00-00-00-02"));
        var (ipv4, ipv6) = (CidrAddress.Parse("10.0.0.9/24"), CidrAddress.Parse("fd00::9/64"));
        var holders = new FormerHolders();

        holders.AnyOther(one, ipv4, ipv6).Should().BeFalse();
        holders.Add(one, null, ipv6);
        holders.AnyOther(two, ipv4, null).Should().BeFalse();
        holders.AnyOther(two, ipv4, ipv6).Should().BeTrue();
        holders.AnyOther(one, ipv4, ipv6).Should().BeFalse("it is as they know it");
    }
}
