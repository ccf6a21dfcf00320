namespace LibNetwork.DriverApi.Tests;

public sealed class DriverOptionsTests
{
    private static readonly DriverOptions Options = new(new Dictionary<string, object>
    {
        [NetLabel.EnableIPv6] = true,
        [NetLabel.GenericData] = new Dictionary<string, string> { [NetLabel.DriverMtu] = "1400" },
    });

    [Fact] // C-002
    public void The_drivers_own_labels_lie_under_the_generic_key() =>
        Options.Labels.Should().ContainSingle().Which.Should().Be(new KeyValuePair<string, string>(NetLabel.DriverMtu, "1400"));

    [Fact]
    public void Options_without_labels_have_none()
    {
        DriverOptions.Empty.Labels.Should().BeEmpty();
        DriverOptions.Empty.Should().BeEmpty();
        new DriverOptions([new(NetLabel.GenericData, "no map")]).Labels.Should().BeEmpty();
    }

    [Fact]
    public void A_value_is_found_under_its_key_and_type()
    {
        Options.TryGet<bool>(NetLabel.EnableIPv6, out var enabled).Should().BeTrue();
        enabled.Should().BeTrue();
        Options.TryGet<string>(NetLabel.EnableIPv6, out _).Should().BeFalse();
        Options.TryGet<bool>(NetLabel.EnableIPv4, out _).Should().BeFalse();
        Options.TryGetValue(NetLabel.EnableIPv6, out var value).Should().BeTrue();
        value.Should().Be(true);
        Options.ContainsKey(NetLabel.Internal).Should().BeFalse();
        Options[NetLabel.EnableIPv6].Should().Be(true);
        Options.Keys.Should().BeEquivalentTo(NetLabel.EnableIPv6, NetLabel.GenericData);
        Options.Values.Should().HaveCount(Options.Count);
    }

    [Fact]
    public void Options_are_a_copy()
    {
        var source = new Dictionary<string, object> { ["a"] = 1 };
        var options = new DriverOptions(source);
        source["a"] = 2;
        options["a"].Should().Be(1);
    }
}
