using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Drivers.Bridge;

namespace LibNetwork.Tests.Drivers.Bridge;

public sealed class BridgeSubnetTests
{
    [Fact] // D-020
    public void A_family_without_a_pool_is_refused()
    {
        (new BridgeRequest() with { IPv4 = [] }).Refusal().Message.Should().Be("ipv4 pool is empty");
        (new BridgeRequest() with { IPv4 = [BridgeRequest.Pool("0.0.0.0/0", null)] }).Refusal().Message.Should().Be("ipv4 pool is empty");
        (BridgeRequest.DualStack with { IPv6 = [] }).Refusal().Message.Should().Be("ipv6 pool is empty");
        (BridgeRequest.DualStack with { IPv6 = [BridgeRequest.Pool("10.9.0.0/24", null)] }).Refusal().Message.Should().Be("ipv6 pool is empty");
    }

    [Fact] // D-021
    public void Several_pools_of_a_family_are_forbidden()
    {
        var error = (new BridgeRequest() with
        {
            IPv4 = [BridgeRequest.Pool("10.1.0.0/24", "10.1.0.1/24"), BridgeRequest.Pool("10.2.0.0/24", "10.2.0.1/24")],
        }).Refusal();

        error.Kind.Should().Be(ErrorKind.Forbidden);
        error.Message.Should().Be("bridge driver doesn't support multiple subnets");
    }

    [Fact] // D-022, D-048
    public void Sandboxes_are_given_the_default_gateway_of_the_auxiliary_address()
    {
        var subnet = (new BridgeRequest() with
        {
            IPv4 = [BridgeRequest.Pool("10.1.0.0/24", "10.1.0.1/24", ("DefaultGatewayIPv4", "10.1.0.254/24"))],
        }).Parse().IPv4!;

        subnet.BridgeAddress.Should().Be(CidrAddress.Parse("10.1.0.1/24"));
        subnet.Gateway.Should().Be(IPAddress.Parse("10.1.0.254"));
    }

    [Fact] // D-022
    public void A_default_gateway_outside_the_pool_is_refused() =>
        (new BridgeRequest() with
        {
            IPv4 = [BridgeRequest.Pool("10.1.0.0/24", "10.1.0.1/24", ("DefaultGatewayIPv4", "10.2.0.254/24"))],
        }).Refusal().Message.Should().Be("default gateway ip must be part of the network");

    [Theory] // D-023
    [InlineData("ff05::/64", "multicast subnet 'ff05::/64' is not allowed")]
    [InlineData("fe80::/10", "'fe80::/10' clashes with the Link-Local prefix 'fe80::/64'")]
    [InlineData("fe80::/80", "'fe80::/80' clashes with the Link-Local prefix 'fe80::/64'")]
    public void An_IPv6_pool_that_cannot_be_routed_is_refused(string pool, string message)
    {
        var gateway = CidrAddress.Parse(pool).Address + "1/" + CidrAddress.Parse(pool).PrefixLength;

        var error = (BridgeRequest.DualStack with { IPv6 = [BridgeRequest.Pool(pool, gateway)] }).Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be(message);
    }

    [Fact] // D-023
    public void The_link_local_prefix_itself_is_taken() =>
        (BridgeRequest.DualStack with { IPv6 = [BridgeRequest.Pool("fe80::/64", "fe80::1/64")] }).Parse()
            .IPv6!.BridgeAddress.Should().Be(CidrAddress.Parse("fe80::1/64"));

    [Theory] // K-016, A-074, A-075, A-077
    [InlineData(null, "invalid gateway address: pool 10.1.0.0/24 has none")]
    [InlineData("10.2.0.1/24", "invalid gateway address (10.2.0.1/24) does not belong to the pool (10.1.0.0/24)")]
    [InlineData("fd00::1/64", "incongruent ip versions for pool and gateway")]
    public void A_pool_needs_a_gateway_of_its_own(string? gateway, string message)
    {
        var error = (new BridgeRequest() with { IPv4 = [BridgeRequest.Pool("10.1.0.0/24", gateway)] }).Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be(message);
    }

    [Fact] // D-006
    public void Inhibited_the_bridge_has_no_IPv4_address_and_sandboxes_keep_their_gateway()
    {
        var subnet = BridgeRequest.With("com.docker.network.bridge.inhibit_ipv4", "true").Parse().IPv4!;

        subnet.BridgeAddress.Should().BeNull();
        subnet.Gateway.Should().Be(IPAddress.Parse("10.1.0.1"));
    }

    [Fact] // D-015: the host reaches an internal network, the network has no way out
    public void Internal_the_bridge_has_an_address_and_sandboxes_no_gateway()
    {
        var config = (BridgeRequest.DualStack with { Labels = new() { [NetLabel.Internal] = "true" } }).Parse();

        config.IPv4!.BridgeAddress.Should().NotBeNull();
        config.IPv6!.BridgeAddress.Should().NotBeNull();
        config.IPv4.Gateway.Should().BeNull();
        config.IPv6.Gateway.Should().BeNull();
    }

    [Fact] // D-003, D-026
    public void Isolated_the_bridge_has_no_address_and_needs_no_gateway()
    {
        var config = new BridgeRequest
        {
            Labels = new() { [NetLabel.Internal] = "true", ["com.docker.network.bridge.gateway_mode_ipv4"] = "isolated" },
            IPv4 = [BridgeRequest.Pool("10.1.0.0/24", null)],
        }.Parse();

        config.IPv4!.BridgeAddress.Should().BeNull();
        config.IPv4.Gateway.Should().BeNull();
    }

    [Fact] // D-003
    public void Isolated_is_for_internal_networks()
    {
        var error = BridgeRequest.With("com.docker.network.bridge.gateway_mode_ipv4", "isolated").Refusal();

        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be("gateway mode 'isolated' can only be used for an internal network");
    }

    [Theory] // D-026
    [InlineData(false, false, "nat", "nat", false, false)]
    [InlineData(true, false, "nat", "nat", false, false)]
    [InlineData(false, true, "nat", "nat", false, false)]
    [InlineData(true, true, "nat", "nat", true, false)]
    [InlineData(true, false, "isolated", "nat", true, false)]
    [InlineData(true, false, "nat", "isolated", false, true)]
    public void A_gateway_address_that_nobody_uses_is_not_allocated(
        bool isInternal, bool inhibit, string mode4, string mode6, bool skipIPv4, bool skipIPv6)
    {
        var request = new BridgeRequest
        {
            Options = new() { [NetLabel.Internal] = isInternal },
            Labels = new()
            {
                ["com.docker.network.bridge.inhibit_ipv4"] = inhibit.ToString(),
                ["com.docker.network.bridge.gateway_mode_ipv4"] = mode4,
                ["com.docker.network.bridge.gateway_mode_ipv6"] = mode6,
            },
        };

        var policy = BridgeConfigParser.ParseGatewayPolicy(request.DriverOptions);

        (policy.SkipIPv4, policy.SkipIPv6).Should().Be((skipIPv4, skipIPv6));
    }
}
