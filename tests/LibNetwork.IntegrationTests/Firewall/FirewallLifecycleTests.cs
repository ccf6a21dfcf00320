using System.Net;
using LibNetwork.Firewall;

namespace LibNetwork.IntegrationTests.Firewall;

public sealed class FirewallLifecycleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public async Task A_network_that_is_added_and_removed_leaves_the_table_as_it_was()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([], [], None);

        await lab.Firewall.AddNetworkAsync(FirewallLab.Network(1), None);
        await lab.Firewall.AddNetworkAsync(FirewallLab.Network(2) with { Internal = true, InterContainerCommunication = false }, None);
        await lab.Firewall.RemoveNetworkAsync(FirewallLab.Network(1), None);
        await lab.Firewall.RemoveNetworkAsync(FirewallLab.Network(2), None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "empty.nft");
    }

    [Fact]
    public async Task Adding_a_network_twice_and_removing_it_twice_succeeds()
    {
        await using var lab = await FirewallLab.CreateAsync();
        var network = FirewallLab.Network(1) with { HostIPv4 = IPAddress.Parse("192.0.2.77") };

        await lab.Firewall.AddNetworkAsync(network, None);
        await lab.Firewall.AddNetworkAsync(network, None);
        (await lab.Firewall.CheckAsync([network], [], None)).Should().BeEmpty();
        await lab.Firewall.RemoveNetworkAsync(network, None);
        await lab.Firewall.RemoveNetworkAsync(network, None);

        (await lab.Firewall.CheckAsync([], [], None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Adding_a_network_that_is_there_changes_it()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1), FirewallLab.Network(2)], [], None);
        var changed = FirewallLab.Network(1) with
        {
            InterContainerCommunication = false, HostIPv4 = IPAddress.Parse("192.0.2.77"), HostIPv6 = IPAddress.Parse("2001:db8::77"),
        };

        await lab.Firewall.AddNetworkAsync(changed, None);
        (await lab.Firewall.CheckAsync([changed, FirewallLab.Network(2)], [], None)).Should().BeEmpty();
        await lab.Firewall.AddNetworkAsync(changed with { HostIPv4 = IPAddress.Parse("192.0.2.78") }, None);

        (await lab.Firewall.CheckAsync([changed, FirewallLab.Network(2)], [], None)).Should().ContainSingle().Which.Should()
            .StartWith("element 0x0a010000-0x0a01ffff : 0xc000024d").And.EndWith("of inet dnet-00c0ffee snat4 is changed");
    }

    [Fact]
    public async Task Adding_and_removing_without_a_table_succeeds()
    {
        await using var lab = await FirewallLab.CreateAsync();

        await lab.Firewall.RemoveNetworkAsync(FirewallLab.Network(1), None);
        lab.Host.Run("nft list ruleset").Should().BeEmpty();
        await lab.Firewall.AddNetworkAsync(FirewallLab.Network(1), None);

        (await lab.Firewall.CheckAsync([FirewallLab.Network(1)], [], None)).Should().BeEmpty();
    }

    [Fact]
    public async Task The_table_is_removed_with_everything_in_it_and_others_stay()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.Host.Run("nft add table inet other");
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);

        await lab.Firewall.RemoveTableAsync(None);
        await lab.Firewall.RemoveTableAsync(None);

        lab.Host.Run("nft list tables").Trim().Should().Be("table inet other");
    }

    [Fact]
    public async Task What_someone_changed_is_found_and_put_back()
    {
        await using var lab = await FirewallLab.CreateAsync();
        var table = $"inet dnet-{FirewallLab.Instance}";
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);
        lab.Host.Run($"""
            nft flush chain {table} ingress
            nft insert rule {table} forward counter
            nft delete element {table} networks '{ "{ br-1 }" }'
            nft add element {table} networks '{ "{ eth7 }" }'
            nft add set {table} more '{ "{ type mark; }" }'
            """);

        var findings = await lab.Firewall.CheckAsync([FirewallLab.Network(1)], [], None);
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);

        findings.Should().BeEquivalentTo(
            $"rule of {table} ingress \"UNPUBLISHED PORT DROP\" is missing",
            $"rule of {table} ingress is missing",
            $"rule of {table} ingress is missing",
            $"rule of {table} ingress is missing",
            $"rule of {table} ingress \"UNPROTECTED\" is missing",
            $"rule of {table} forward is unexpected",
            $"element 0x62722d31{new string('0', 24)} \"{FirewallLab.Network(1).NetworkId}\" of {table} networks is missing",
            $"element 0x65746837{new string('0', 24)} of {table} networks is unexpected",
            $"set {table} more is unexpected");
        (await lab.Firewall.CheckAsync([FirewallLab.Network(1)], [], None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_table_that_is_gone_is_found()
    {
        await using var lab = await FirewallLab.CreateAsync();

        (await lab.Firewall.CheckAsync([], [], None)).Should().Equal($"table inet dnet-{FirewallLab.Instance} is missing");
    }

    [Fact]
    public async Task A_flush_by_someone_else_is_noticed_and_own_changes_are_not()
    {
        await using var lab = await FirewallLab.CreateAsync();
        var change = lab.Firewall.WaitForForeignChangeAsync(None);
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);
        await lab.Firewall.AddNetworkAsync(FirewallLab.Network(2), None);
        lab.Host.Run("nft add table inet other");
        await Task.Delay(100);
        change.IsCompleted.Should().BeFalse();

        lab.Host.Run("nft flush ruleset");

        await change.WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_wait_for_a_change_can_be_cancelled()
    {
        await using var lab = await FirewallLab.CreateAsync();
        using var cancellation = new CancellationTokenSource();
        var change = lab.Firewall.WaitForForeignChangeAsync(cancellation.Token);

        await cancellation.CancelAsync();

        await FluentActions.Awaiting(() => change).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task A_connection_survives_a_rebuild_of_the_whole_table()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([lab.AddBridge(1)], [], None);
        var container = await lab.AddContainerAsync(1, 2);
        var server = Task.Run(() => TestHost.RunIn(lab.Outside, "timeout 20 nc -ln 8080"));
        await UntilAsync(() => TestHost.RunIn(lab.Outside, "ss -Hltn").Contains(":8080"));
        var client = Task.Run(() => TestHost.RunIn(
            container, $"(echo before; while [ ! -e {lab.Host.Root}/go ]; do sleep 0.05; done; echo after) | timeout 20 nc -Nn {FirewallLab.OutsideIPv4} 8080"));
        await UntilAsync(() => TestHost.RunIn(lab.Outside, "ss -Htn state established").Contains(":8080"));

        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1), FirewallLab.Network(2)], [], None);
        await File.WriteAllTextAsync(Path.Combine(lab.Host.Root, "go"), "");
        await client;

        (await server).Should().Be("before\nafter\n");
    }

    [Fact]
    public async Task Two_controllers_in_one_host_have_tables_of_their_own()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await using var other = await NftablesFirewall.OpenAsync(lab.Host.Namespace, "0badcafe", portGroup: 0x2000_0002, new FirewallOptions());
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [], None);
        await other.ReplaceAllAsync([FirewallLab.Network(2)], [], None);

        await other.RemoveTableAsync(None);

        (await lab.Firewall.CheckAsync([FirewallLab.Network(1)], [], None)).Should().BeEmpty();
        lab.Host.Run("nft list tables").Split('\n', StringSplitOptions.RemoveEmptyEntries).Should()
            .BeEquivalentTo($"table inet dnet-{FirewallLab.Instance}", $"table bridge dnet-{FirewallLab.Instance}");
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }
}
