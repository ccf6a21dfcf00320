using System.Net;
using LibNetwork.Firewall;

namespace LibNetwork.IntegrationTests.Firewall;

/// <summary>The rules that a person reads with <c>nft list table</c>, for every way to configure a network.</summary>
public sealed class RulesetGoldenTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    public static TheoryData<bool, bool, bool, bool> Configurations
    {
        get
        {
            var all = new TheoryData<bool, bool, bool, bool>();
            foreach (var icc in (bool[])[true, false])
            {
                all.Add(icc, true, true, false);
                all.Add(icc, false, false, false);
                all.Add(icc, false, true, false);
                all.Add(icc, false, true, true);
            }

            return all;
        }
    }

    [Theory] // F-015, F-018 to F-024
    [MemberData(nameof(Configurations))]
    public async Task A_network_is_listed_as_its_golden_file_says(bool icc, bool isInternal, bool masquerade, bool snat)
    {
        await using var lab = await FirewallLab.CreateAsync();
        var network = FirewallLab.Network(1) with
        {
            InterContainerCommunication = icc,
            Internal = isInternal,
            Masquerade = masquerade,
            HostIPv4 = snat ? IPAddress.Parse("192.0.2.77") : null,
            HostIPv6 = snat ? IPAddress.Parse("2001:db8::77") : null,
        };

        await lab.Firewall.ReplaceAllAsync([network], [], None);

        GoldenFile.ShouldMatchRuleset(
            lab.Rules(), $"icc={Text(icc)},internal={Text(isInternal)},masq={Text(masquerade)},snat={Text(snat)}.nft");
    }

    [Theory] // D-003, D-004, D-009, F-017, F-019, F-020, F-029
    [InlineData(nameof(GatewayMode.NatUnprotected), nameof(GatewayMode.NatUnprotected), false)]
    [InlineData(nameof(GatewayMode.Routed), nameof(GatewayMode.Routed), false)]
    [InlineData(nameof(GatewayMode.Nat), nameof(GatewayMode.Routed), true)]
    [InlineData(nameof(GatewayMode.Isolated), nameof(GatewayMode.Routed), true)]
    public async Task A_gateway_mode_is_listed_as_its_golden_file_says(string mode4, string mode6, bool trusted)
    {
        var (ipv4, ipv6) = (Enum.Parse<GatewayMode>(mode4), Enum.Parse<GatewayMode>(mode6));
        await using var lab = await FirewallLab.CreateAsync();
        var network = FirewallLab.Network(1) with
        {
            GatewayModeIPv4 = ipv4,
            GatewayModeIPv6 = ipv6,
            Internal = ipv4 == GatewayMode.Isolated,
            TrustedInterfaces = trusted ? ["wan", "lan"] : [],
        };
        var endpoint = FirewallLab.Endpoint(1, 2, FirewallLab.Port("0.0.0.0", ipv4 == GatewayMode.Routed ? 0 : 8080, "10.1.0.2"),
            FirewallLab.Port("::", ipv6 == GatewayMode.Routed ? 0 : 8080, "fd00:1::2"));

        await lab.Firewall.ReplaceAllAsync([network], network.Internal ? [] : [endpoint], None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), $"gwm4={ipv4},gwm6={ipv6},trusted={Text(trusted)}.nft".ToLowerInvariant());
        await lab.Firewall.AddNetworkAsync(network with { GatewayModeIPv4 = GatewayMode.Nat, GatewayModeIPv6 = GatewayMode.NatUnprotected, Internal = false }, None);
        await lab.Firewall.RemoveNetworkAsync(network, None);
        await lab.Firewall.ChangePortsAsync(endpoint, endpoint with { Ports = [] }, None);
        (await lab.Firewall.CheckAsync([], [], None)).Should().BeEmpty("of what a changed network had added nothing is left");
    }

    [Fact] // F-016, F-033
    public async Task What_holds_for_all_networks_is_listed_as_its_golden_file_says()
    {
        await using var lab = await FirewallLab.CreateAsync(new FirewallOptions { AllowDirectRouting = true, AcceptMark = (0x10, 0xf0) });

        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "direct=true,mark=0x10.nft");
        (await lab.Firewall.CheckAsync([FirewallLab.Network(1)], [], None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_without_networks_is_listed_as_its_golden_file_says()
    {
        await using var lab = await FirewallLab.CreateAsync();

        await lab.Firewall.ReplaceAllAsync([], [], None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "empty.nft");
    }

    [Fact]
    public async Task Many_networks_of_all_kinds_are_elements_of_the_same_rules()
    {
        await using var lab = await FirewallLab.CreateAsync();
        FirewallNetwork[] networks =
        [
            FirewallLab.Network(1),
            FirewallLab.Network(2) with { Internal = true, IPv6Subnet = null },
            FirewallLab.Network(3) with { InterContainerCommunication = false, IPv4Subnet = null },
            FirewallLab.Network(4) with { HostIPv4 = IPAddress.Parse("192.0.2.77") },
        ];

        foreach (var network in networks)
        {
            await lab.Firewall.AddNetworkAsync(network, None);
        }

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "four-networks.nft");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
