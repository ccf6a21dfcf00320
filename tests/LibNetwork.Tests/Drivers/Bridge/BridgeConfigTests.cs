using System.Net;
using CsCheck;
using LibNetwork.DriverApi;
using LibNetwork.Firewall;

namespace LibNetwork.Tests.Drivers.Bridge;

public sealed class BridgeConfigTests
{
    private const string Icc = "com.docker.network.bridge.enable_icc";

    [Fact] // D-001, D-002, D-005, D-010 to D-015, D-030
    public void Without_labels_the_defaults_apply()
    {
        var config = new BridgeRequest().Parse();

        config.InterfaceName.Should().Be("br-0123456789ab");
        config.InterContainerCommunication.Should().BeTrue();
        config.Masquerade.Should().BeTrue();
        config.Internal.Should().BeFalse();
        config.Mtu.Should().Be(0);
        config.ContainerInterfacePrefix.Should().Be("eth");
        config.HostIPv4.Should().BeNull();
        config.HostIPv6.Should().BeNull();
        config.IPv6.Should().BeNull();
        config.IPv4!.Pool.Should().Be(IPNetwork.Parse("10.1.0.0/24"));
        config.IPv4.BridgeAddress.Should().Be(CidrAddress.Parse("10.1.0.1/24"));
        config.IPv4.Gateway.Should().Be(IPAddress.Parse("10.1.0.1"));
    }

    [Fact]
    public void Every_label_is_read()
    {
        var config = (BridgeRequest.DualStack with
        {
            Labels = new()
            {
                ["com.docker.network.bridge.name"] = "web0",
                ["com.docker.network.bridge.enable_ip_masquerade"] = "0",
                [Icc] = "F",
                ["com.docker.network.driver.mtu"] = "1400",
                ["com.docker.network.container_iface_prefix"] = "net",
                ["com.docker.network.host_ipv4"] = "192.0.2.1",
                ["com.docker.network.host_ipv6"] = "2001:db8::1",
            },
        }).Parse();

        config.InterfaceName.Should().Be("web0");
        config.Masquerade.Should().BeFalse();
        config.InterContainerCommunication.Should().BeFalse();
        config.Mtu.Should().Be(1400);
        config.ContainerInterfacePrefix.Should().Be("net");
        config.HostIPv4.Should().Be(IPAddress.Parse("192.0.2.1"));
        config.HostIPv6.Should().Be(IPAddress.Parse("2001:db8::1"));
        config.IPv6!.BridgeAddress.Should().Be(CidrAddress.Parse("fd00:1::1/64"));
    }

    [Theory] // section D, head: strconv.ParseBool
    [InlineData("1", true)]
    [InlineData("t", true)]
    [InlineData("T", true)]
    [InlineData("TRUE", true)]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("0", false)]
    [InlineData("f", false)]
    [InlineData("F", false)]
    [InlineData("FALSE", false)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    public void Truth_values_are_spelt_as_in_Go(string text, bool value) =>
        BridgeRequest.With(Icc, text).Parse().InterContainerCommunication.Should().Be(value);

    [Theory]
    [InlineData("")]
    [InlineData("yes")]
    [InlineData("tRUE")]
    [InlineData(" true")]
    public void Other_spellings_are_refused_with_label_and_value(string text)
    {
        var error = BridgeRequest.With(Icc, text).Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be($"failed to parse {Icc} value: {text} (not a truth value, such as true or false)");
    }

    [Fact]
    public void Everything_that_is_wrong_is_reported_at_once()
    {
        var request = new BridgeRequest
        {
            Labels = new()
            {
                [Icc] = "perhaps",
                ["com.docker.network.driver.mtu"] = "-1",
                ["com.docker.network.host_ipv4"] = "::1",
                ["com.docker.network.bridge.gateway_mode_ipv4"] = "bent",
                ["com.docker.network.bridge.trusted_host_interfaces"] = "eth0:a/b:lan",
            },
            IPv4 = [],
        };

        var error = request.Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Split('\n').Should().BeEquivalentTo(
            $"failed to parse {Icc} value: perhaps (not a truth value, such as true or false)",
            "invalid MTU number: -1",
            "failed to parse com.docker.network.host_ipv4 value: ::1 (not an IPv4 address)",
            "failed to parse com.docker.network.bridge.gateway_mode_ipv4 value: bent (unknown gateway mode bent)",
            "failed to parse com.docker.network.bridge.trusted_host_interfaces value: a/b (not the name of an interface: it has a slash, colon, percent sign, blank or control character)",
            "ipv4 pool is empty");
    }

    [Theory] // D-010
    [InlineData("-1", false, "invalid MTU number: -1")]
    [InlineData("67", false, "invalid MTU number: 67")]
    [InlineData("65536", false, "invalid MTU number: 65536")]
    [InlineData("1279", true, "invalid MTU number: 1279 (IPv6 needs at least 1280)")]
    [InlineData("1500.0", false, "failed to parse com.docker.network.driver.mtu value: 1500.0 (not a whole number in range)")]
    [InlineData("99999999999", false, "failed to parse com.docker.network.driver.mtu value: 99999999999 (not a whole number in range)")]
    public void An_MTU_the_kernel_would_refuse_is_refused_first(string mtu, bool ipv6, string message)
    {
        var request = ipv6 ? BridgeRequest.DualStack : new BridgeRequest();
        request.Labels["com.docker.network.driver.mtu"] = mtu;

        request.Refusal().Message.Should().Be(message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("68")]
    [InlineData("65535")]
    public void An_MTU_in_range_is_taken(string mtu) =>
        BridgeRequest.With("com.docker.network.driver.mtu", mtu).Parse().Mtu.Should().Be(int.Parse(mtu));

    [Theory] // D-001, K-067
    [InlineData("sixteen-bytes-xx")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData("br%d")]
    [InlineData("..")]
    [InlineData("br\u0007")]
    public void A_bridge_name_that_no_link_can_have_is_refused(string name)
    {
        var error = BridgeRequest.With("com.docker.network.bridge.name", name).Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().StartWith($"failed to parse com.docker.network.bridge.name value: {name} (not the name of an interface: ");
    }

    [Fact] // D-001
    public void The_loopback_is_not_a_bridge()
    {
        var error = BridgeRequest.With("com.docker.network.bridge.name", "lo").Refusal();

        error.Kind.Should().Be(ErrorKind.Forbidden);
        error.Message.Should().Be("existing interface lo is not a bridge");
    }

    [Theory] // D-012
    [InlineData("thirteen-long")]
    [InlineData("a/b")]
    public void A_prefix_that_leaves_no_room_for_a_number_is_refused(string prefix) =>
        BridgeRequest.With("com.docker.network.container_iface_prefix", prefix).Refusal().Kind.Should().Be(ErrorKind.InvalidParameter);

    [Fact] // D-011
    public void A_network_without_a_family_is_refused()
    {
        var error = new BridgeRequest { Options = new() { [NetLabel.EnableIPv4] = false } }.Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be("IPv4 or IPv6 must be enabled");
    }

    [Fact] // D-011: the engine's own key wins over a label
    public void Families_are_read_from_options_and_labels()
    {
        var request = new BridgeRequest
        {
            Options = new() { [NetLabel.EnableIPv6] = true },
            Labels = new() { [NetLabel.EnableIPv4] = "false", [NetLabel.EnableIPv6] = "false" },
            IPv4 = [],
            IPv6 = [BridgeRequest.Pool("fd00:1::/64", "fd00:1::1/64")],
        };

        var config = request.Parse();

        config.IPv4.Should().BeNull();
        config.IPv6.Should().NotBeNull();
    }

    [Theory] // D-013, D-014, D-031
    [InlineData("com.docker.network.host_ipv4", "nonsense", "nil ip")]
    [InlineData("com.docker.network.host_ipv4", "1", "nil ip")]
    [InlineData("com.docker.network.host_ipv4", "0.0.0.0", "not the address of a host")]
    [InlineData("com.docker.network.host_ipv6", "192.0.2.1", "not an IPv6 address")]
    [InlineData("com.docker.network.bridge.host_binding_ipv4", "here", "nil ip")]
    [InlineData("com.docker.network.bridge.host_binding_ipv4", "224.0.0.1", "not the address of a host")]
    public void An_address_that_cannot_be_read_is_refused(string label, string value, string reason)
    {
        var error = BridgeRequest.With(label, value).Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be($"failed to parse {label} value: {value} ({reason})");
    }

    [Theory] // D-003, D-004
    [InlineData("nat", nameof(GatewayMode.Nat))]
    [InlineData("nat-unprotected", nameof(GatewayMode.NatUnprotected))]
    [InlineData("routed", nameof(GatewayMode.Routed))]
    public void Each_family_has_its_gateway_mode(string text, string mode)
    {
        var config = BridgeRequest.With("com.docker.network.bridge.gateway_mode_ipv6", text).Parse();

        config.GatewayModeIPv6.ToString().Should().Be(mode);
        config.GatewayModeIPv4.Should().Be(GatewayMode.Nat);
        BridgeRequest.With("com.docker.network.bridge.gateway_mode_ipv4", text).Parse().GatewayModeIPv4.ToString().Should().Be(mode);
    }

    [Theory] // D-003, D-004
    [InlineData("com.docker.network.bridge.gateway_mode_ipv4")]
    [InlineData("com.docker.network.bridge.gateway_mode_ipv6")]
    public void Isolated_is_for_internal_networks(string label)
    {
        var error = BridgeRequest.With(label, "isolated").Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be("gateway mode 'isolated' can only be used for an internal network");
    }

    [Fact] // D-009
    public void Trusted_interfaces_are_separated_by_colons_and_empty_ones_count_for_nothing() =>
        BridgeRequest.With("com.docker.network.bridge.trusted_host_interfaces", ":eth0::lan:eth0:").Parse()
            .TrustedHostInterfaces.Should().Equal("eth0", "lan");

    [Fact] // D-001, D-008
    public void The_default_network_has_the_default_bridge_unless_it_names_another()
    {
        var unnamed = BridgeRequest.With("com.docker.network.bridge.default_bridge", "true").Parse();
        var named = new BridgeRequest
        {
            Labels = new() { ["com.docker.network.bridge.default_bridge"] = "true", ["com.docker.network.bridge.name"] = "lan0" },
        }.Parse();

        (unnamed.InterfaceName, unnamed.IsNamed, unnamed.IsDefaultBridge).Should().Be(("docker0", true, true));
        (named.InterfaceName, named.IsNamed, named.IsDefaultBridge).Should().Be(("lan0", true, true));
        new BridgeRequest().Parse().IsNamed.Should().BeFalse();
    }

    [Theory] // D-007
    [InlineData("127.0.0.1")]
    [InlineData("::")]
    [InlineData("2001:db8::1")]
    public void The_default_host_address_of_ports_is_of_either_family(string value) =>
        BridgeRequest.With("com.docker.network.bridge.host_binding_ipv4", value).Parse().HostBinding.Should().Be(IPAddress.Parse(value));

    [Theory] // D-003, D-004, D-007 to D-009
    [InlineData("com.docker.network.bridge.gateway_mode_ipv4", "nat")]
    [InlineData("com.docker.network.bridge.gateway_mode_ipv6", "")]
    [InlineData("com.docker.network.bridge.host_binding_ipv4", "0.0.0.0")]
    [InlineData("com.docker.network.bridge.default_bridge", "false")]
    [InlineData("com.docker.network.bridge.trusted_host_interfaces", ":::")]
    public void Their_default_values_are_taken(string label, string value) =>
        BridgeRequest.With(label, value).Parse().Should().Be(new BridgeRequest().Parse());

    [Fact] // D-018
    public void Unknown_labels_are_ignored() =>
        BridgeRequest.With("com.docker.network.bridge.enable_ic", "perhaps").Parse().Should().Be(new BridgeRequest().Parse());

    [Fact] // D-030
    public void Options_in_another_format_are_refused()
    {
        var request = () => LibNetwork.Drivers.Bridge.BridgeConfigParser.Parse(
            BridgeRequest.Id, new DriverOptions([new(NetLabel.GenericData, 7)]), new BridgeRequest().IPv4, []);

        request.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter)
            .WithMessage("do not recognize network configuration format: Int32");
    }

    [Fact] // D-015
    public void A_network_is_internal_when_either_place_says_so()
    {
        new BridgeRequest { Options = new() { [NetLabel.Internal] = true } }.Parse().Internal.Should().BeTrue();
        BridgeRequest.With(NetLabel.Internal, "true").Parse().Internal.Should().BeTrue();
        new BridgeRequest { Options = new() { [NetLabel.Internal] = true }, Labels = new() { [NetLabel.Internal] = "false" } }
            .Parse().Internal.Should().BeTrue();
    }

    [Fact]
    public void Whatever_the_labels_say_the_answer_is_a_config_or_a_network_exception()
    {
        string[] known =
        [
            "com.docker.network.bridge.name", Icc, "com.docker.network.driver.mtu", "com.docker.network.host_ipv4",
            "com.docker.network.container_iface_prefix", "com.docker.network.bridge.gateway_mode_ipv4",
            "com.docker.network.bridge.trusted_host_interfaces", "com.docker.network.enable_ipv6",
        ];
        Gen.Dictionary(Gen.OneOf(known), Gen.String)[0, 6].Sample(labels =>
        {
            try
            {
                new BridgeRequest { Labels = labels }.Parse().InterfaceName.Length.Should().BeInRange(1, 15);
            }
            catch (NetworkException e)
            {
                e.Kind.Should().NotBe(ErrorKind.Internal);
            }
        });
    }
}
