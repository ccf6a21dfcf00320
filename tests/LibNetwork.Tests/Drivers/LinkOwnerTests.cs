using LibNetwork.Drivers;

namespace LibNetwork.Tests.Drivers;

public sealed class LinkOwnerTests
{
    private static readonly string Id = new('a', 64);
    private readonly LinkOwner _owner = new("0badcafe");

    [Fact]
    public void An_alias_names_the_instance_the_kind_and_the_id()
    {
        _owner.OfNetwork(Id).Should().Be($"dnet:0badcafe:network:{Id}");
        _owner.OfEndpoint(Id).Should().Be($"dnet:0badcafe:endpoint:{Id}");
    }

    [Fact]
    public void An_alias_is_read_back_by_its_kind()
    {
        _owner.NetworkOf(_owner.OfNetwork(Id)).Should().Be(Id);
        _owner.EndpointOf(_owner.OfEndpoint(Id)).Should().Be(Id);
        _owner.NetworkOf(_owner.OfEndpoint(Id)).Should().BeNull();
        _owner.EndpointOf(_owner.OfNetwork(Id)).Should().BeNull();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("uplink")]
    [InlineData("dnet:0badcafe:")]
    [InlineData("dnet:0badcafe:network")]
    [InlineData("dnet:0badcafe:networks:x")]
    [InlineData("dnet:00000000:network:x")]
    public void Other_aliases_name_nothing(string? alias) => _owner.NetworkOf(alias).Should().BeNull();

    [Theory]
    [InlineData("00000000")]
    [InlineData("ffffffff")]
    [InlineData("0badcafe")]
    public void Groups_are_none_that_people_use_by_hand_and_differ(string instance)
    {
        new LinkOwner(instance).ReapGroup.Should().BeInRange(0x4000_0000, 0x7fff_ffff);
        new LinkOwner(instance).PortGroup.Should().BeInRange(0x2000_0000, 0x3fff_ffff);
    }
}
