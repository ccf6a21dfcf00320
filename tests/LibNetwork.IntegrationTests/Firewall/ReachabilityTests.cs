using System.Net;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Firewall;

/// <summary>Real packets, row by row of what must hold (F-058 to F-068).</summary>
public sealed class ReachabilityTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact] // F-058, F-024
    public async Task Containers_of_an_ordinary_network_reach_each_other_the_host_and_the_outside()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        await lab.AddContainerAsync(1, 3);

        FirewallLab.Reaches(container, "10.1.0.3").Should().BeTrue();
        FirewallLab.Reaches(container, "fd00:1::3").Should().BeTrue();
        FirewallLab.Reaches(container, "10.1.0.1").Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv6).Should().BeTrue();
        FirewallLab.Reaches(lab.Host.Namespace, "10.1.0.2").Should().BeTrue();
        FirewallLab.Reaches(lab.Host.Namespace, "fd00:1::2").Should().BeTrue();
    }

    [Fact] // F-058
    public async Task Without_icc_what_the_host_routes_between_containers_of_one_network_is_dropped()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1) with { InterContainerCommunication = false }], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        var sibling = await lab.AddContainerAsync(1, 3);
        Isolate(lab, "v1");
        Isolate(lab, "v2");
        RouteThroughTheHost(container, 3);
        RouteThroughTheHost(sibling, 2);

        FirewallLab.IsCutOff(container, "10.1.0.3").Should().BeTrue();
        FirewallLab.IsCutOff(container, "fd00:1::3").Should().BeTrue();
        FirewallLab.Reaches(container, "10.1.0.1").Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        Counted(lab, "ICC").Should().BeGreaterThan(0);
    }

    [Fact] // F-058
    public async Task With_icc_what_the_host_routes_between_containers_of_one_network_passes_under_its_own_source()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        var sibling = await lab.AddContainerAsync(1, 3);
        Isolate(lab, "v1");
        Isolate(lab, "v2");
        RouteThroughTheHost(container, 3);
        RouteThroughTheHost(sibling, 2);

        FirewallLab.Reaches(container, "10.1.0.3").Should().BeTrue();
        Counted(lab, "ICC").Should().BeGreaterThan(0);
        Counted(lab, "WITHIN NETWORK").Should().BeGreaterThan(0);
    }

    [Theory] // F-058, D-036
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task Where_br_netfilter_is_on_packets_that_stay_on_the_bridge_obey_icc_too(bool icc, bool isInternal)
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.Host.Run("sysctl -qw net.bridge.bridge-nf-call-iptables=1 net.bridge.bridge-nf-call-ip6tables=1");
        var network = lab.AddBridge(1) with { InterContainerCommunication = icc, Internal = isInternal };
        await lab.Firewall.ReplaceAllAsync([network], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        await lab.AddContainerAsync(1, 3);

        (icc ? FirewallLab.Reaches(container, "10.1.0.3") : FirewallLab.IsCutOff(container, "10.1.0.3")).Should().BeTrue();
        (icc ? FirewallLab.Reaches(container, "fd00:1::3") : FirewallLab.IsCutOff(container, "fd00:1::3")).Should().BeTrue();
        FirewallLab.Reaches(container, "10.1.0.1").Should().BeTrue();
        Counted(lab, "ICC").Should().BeGreaterThan(0);
        Counted(lab, "MASQUERADE").Should().Be(0);
    }

    [Fact] // F-059
    public async Task Containers_of_two_networks_do_not_reach_each_other()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1), lab.AddBridge(2)], [], None);
        var first = await lab.AddContainerAsync(1, 2);
        var second = await lab.AddContainerAsync(2, 2);

        FirewallLab.IsCutOff(first, "10.2.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(first, "fd00:2::2").Should().BeTrue();
        FirewallLab.IsCutOff(second, "10.1.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(second, "fd00:1::2").Should().BeTrue();
        Counted(lab, "UNPUBLISHED PORT DROP").Should().Be(4);
    }

    [Fact] // F-059
    public async Task The_outside_does_not_reach_a_container_that_publishes_nothing()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        await lab.AddContainerAsync(1, 2);

        FirewallLab.IsCutOff(lab.Outside, "10.1.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(lab.Outside, "fd00:1::2").Should().BeTrue();
    }

    [Fact] // F-060
    public async Task An_internal_network_reaches_itself_and_the_host_and_nothing_else()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1) with { Internal = true }, lab.AddBridge(2)], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        await lab.AddContainerAsync(1, 3);
        var stranger = await lab.AddContainerAsync(2, 2);

        FirewallLab.Reaches(container, "10.1.0.3").Should().BeTrue();
        FirewallLab.Reaches(lab.Host.Namespace, "10.1.0.2").Should().BeTrue();
        FirewallLab.Reaches(lab.Host.Namespace, "fd00:1::2").Should().BeTrue();
        FirewallLab.IsCutOff(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.IsCutOff(container, FirewallLab.OutsideIPv6).Should().BeTrue();
        FirewallLab.IsCutOff(container, "10.2.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(stranger, "10.1.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(lab.Outside, "10.1.0.2").Should().BeTrue();
        FirewallLab.IsCutOff(lab.Outside, "fd00:1::2").Should().BeTrue();
        Counted(lab, "INTERNAL NETWORK EGRESS").Should().Be(3);
        Counted(lab, "INTERNAL NETWORK INGRESS").Should().Be(3);
    }

    [Fact] // F-024
    public async Task What_leaves_has_the_hosts_address_as_its_source()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.CountSources("10.1.0.2", "192.0.2.1", "fd00:1::2", "2001:db8::1");
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        var container = await lab.AddContainerAsync(1, 2);

        FirewallLab.Reaches(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv6).Should().BeTrue();

        (lab.PacketsFrom("192.0.2.1"), lab.PacketsFrom("10.1.0.2")).Should().Be((1, 0));
        (lab.PacketsFrom("2001:db8::1") > 0, lab.PacketsFrom("fd00:1::2")).Should().Be((true, 0));
    }

    [Fact] // F-066
    public async Task Without_masquerade_what_leaves_keeps_its_source()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.CountSources("10.1.0.2", "192.0.2.1", "fd00:1::2");
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1) with { Masquerade = false }], [], None);
        var container = await lab.AddContainerAsync(1, 2);

        FirewallLab.Reaches(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv6).Should().BeTrue();

        (lab.PacketsFrom("192.0.2.1"), lab.PacketsFrom("10.1.0.2")).Should().Be((0, 1));
        lab.PacketsFrom("fd00:1::2").Should().Be(1);
    }

    [Fact] // F-024
    public async Task What_leaves_has_the_chosen_address_of_the_host_as_its_source()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.Host.Run("ip address add 192.0.2.77/24 dev wan; ip address add 2001:db8::77/64 dev wan nodad");
        lab.CountSources("192.0.2.77", "2001:db8::77", "192.0.2.1");
        var network = lab.AddBridge(1) with { HostIPv4 = IPAddress.Parse("192.0.2.77"), HostIPv6 = IPAddress.Parse("2001:db8::77") };
        await lab.Firewall.ReplaceAllAsync([network], [], None);
        var container = await lab.AddContainerAsync(1, 2);

        FirewallLab.Reaches(container, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.Reaches(container, FirewallLab.OutsideIPv6).Should().BeTrue();

        (lab.PacketsFrom("192.0.2.77"), lab.PacketsFrom("192.0.2.1")).Should().Be((1, 0));
        lab.PacketsFrom("2001:db8::77").Should().BeGreaterThan(0);
    }

    [Fact] // F-024
    public async Task A_source_outside_the_networks_subnet_is_not_translated()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.CountSources("10.99.0.2", "192.0.2.1");
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        TestHost.RunIn(container, "ip address add 10.99.0.2/32 dev eth0");
        lab.Host.Run("ip route add 10.99.0.2/32 via 10.1.0.2");

        TestHost.RunIn(container, $"ping -nc1 -W1 -I 10.99.0.2 {FirewallLab.OutsideIPv4}");

        (lab.PacketsFrom("10.99.0.2"), lab.PacketsFrom("192.0.2.1")).Should().Be((1, 0));
    }

    [Fact] // F-068
    public async Task What_the_host_forwards_for_others_is_left_alone()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.AddBridge(1);
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(2)], [], None);
        var stranger = await lab.AddContainerAsync(1, 2);
        lab.CountSources("10.1.0.2");

        FirewallLab.Reaches(stranger, FirewallLab.OutsideIPv4).Should().BeTrue();
        FirewallLab.Reaches(lab.Outside, "10.1.0.2").Should().BeTrue();
        lab.PacketsFrom("10.1.0.2").Should().Be(2);
    }

    private static void Isolate(FirewallLab lab, string port) => lab.Host.Run($"bridge link set dev {port} isolated on");

    // Ports that are isolated from each other do not answer each other's ARP; a container may still send by way of its gateway.
    private static void RouteThroughTheHost(NetworkNamespace container, int sibling) => TestHost.RunIn(container, $"""
        ip route add 10.1.0.{sibling}/32 via 10.1.0.1
        ip route add fd00:1::{sibling}/128 via fd00:1::1
        """);

    private static int Counted(FirewallLab lab, string comment) =>
        lab.Host.Json($"nft -j list table inet dnet-{FirewallLab.Instance}").GetProperty("nftables").EnumerateArray()
            .Where(o => o.TryGetProperty("rule", out var rule) && rule.TryGetProperty("comment", out var text) && text.GetString() == comment)
            .Sum(o => o.GetProperty("rule").GetProperty("expr").EnumerateArray().Where(e => e.TryGetProperty("counter", out _))
                .Sum(e => e.GetProperty("counter").GetProperty("packets").GetInt32()));
}
