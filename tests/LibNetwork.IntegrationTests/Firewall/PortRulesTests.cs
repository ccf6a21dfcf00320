using LibNetwork.DriverApi;
using LibNetwork.Firewall;
using LibNetwork.Linux;

namespace LibNetwork.IntegrationTests.Firewall;

/// <summary>Published ports in the kernel's table: <c>nft</c> lists them, and they are read back.</summary>
public sealed class PortRulesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    private static readonly FirewallEndpoint Web = FirewallLab.Endpoint(1, 2,
        FirewallLab.Port("0.0.0.0", 8080, "10.1.0.2"), FirewallLab.Port("0.0.0.0", 8081, "10.1.0.2"), FirewallLab.Port("192.0.2.1", 8082, "10.1.0.2"),
        FirewallLab.Port("::", 8080, "fd00:1::2"), FirewallLab.Port("2001:db8::1", 8082, "fd00:1::2"));

    private static readonly FirewallEndpoint Other = FirewallLab.Endpoint(2, 3,
        FirewallLab.Port("0.0.0.0", 8080, "10.2.0.3", TransportProtocol.Udp), FirewallLab.Port("127.0.0.1", 8080, "10.2.0.3", TransportProtocol.Sctp));

    [Fact] // F-019, F-025 to F-030
    public async Task Published_ports_are_listed_as_their_golden_file_says()
    {
        await using var lab = await FirewallLab.CreateAsync();

        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1), FirewallLab.Network(2)], [Web, Other], None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "published.nft");
    }

    [Fact]
    public async Task Ports_that_are_added_one_endpoint_at_a_time_make_the_same_table()
    {
        await using var lab = await LabAsync();

        await lab.Firewall.ChangePortsAsync(Web with { Ports = [] }, Web, None);
        await lab.Firewall.ChangePortsAsync(Other with { Ports = [] }, Other, None);

        GoldenFile.ShouldMatchRuleset(lab.Rules(), "published.nft");
        (await CheckAsync(lab, Web, Other)).Should().BeEmpty();
    }

    [Fact]
    public async Task Only_what_changed_is_changed_and_what_is_taken_off_leaves_nothing()
    {
        await using var lab = await LabAsync();
        var fewer = Web with { Ports = [.. Web.Ports.Skip(1).Take(3)] };

        await lab.Firewall.ChangePortsAsync(Web with { Ports = [] }, Web, None);
        await lab.Firewall.ChangePortsAsync(Web, fewer, None);
        (await CheckAsync(lab, fewer)).Should().BeEmpty();
        await lab.Firewall.ChangePortsAsync(fewer, Web, None);
        (await CheckAsync(lab, Web)).Should().BeEmpty();
        await lab.Firewall.ChangePortsAsync(Web, Web with { Ports = [] }, None);
        await lab.Firewall.ChangePortsAsync(Web, Web with { Ports = [] }, None);

        (await CheckAsync(lab)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_port_that_led_elsewhere_is_taken_over()
    {
        await using var lab = await LabAsync();
        var stale = FirewallLab.Endpoint(1, 9, FirewallLab.Port("0.0.0.0", 8080, "10.1.0.9"));
        await lab.Firewall.ChangePortsAsync(stale with { Ports = [] }, stale, None);

        await lab.Firewall.ChangePortsAsync(Web with { Ports = [] }, Web, None);

        (await CheckAsync(lab, Web)).Should().ContainSingle().Which.Should().Contain("published4").And.Contain(stale.EndpointId);
    }

    [Fact]
    public async Task Ports_are_read_back_by_endpoint()
    {
        await using var lab = await FirewallLab.CreateAsync();
        (await lab.Firewall.ReadPortsAsync(None)).Should().BeEmpty("there is no table");
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1)], [Web, Other], None);

        var ports = await lab.Firewall.ReadPortsAsync(None);

        ports.Should().HaveCount(2);
        ports[Web.EndpointId].Should().BeEquivalentTo(Web.Ports);
        ports[Other.EndpointId].Should().BeEquivalentTo(Other.Ports);
    }

    [Fact]
    public async Task A_table_of_an_earlier_version_has_no_ports()
    {
        await using var lab = await FirewallLab.CreateAsync();
        lab.Host.Run($"nft add table inet dnet-{FirewallLab.Instance}");

        (await lab.Firewall.ReadPortsAsync(None)).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_table_a_change_is_refused_and_nothing_is_made()
    {
        await using var lab = await FirewallLab.CreateAsync();

        var changing = FluentActions.Awaiting(() => lab.Firewall.ChangePortsAsync(Web with { Ports = [] }, Web, None).AsTask());

        (await changing.Should().ThrowAsync<KernelException>()).Which.Errno.Should().Be(Errno.ENOENT);
        lab.Host.Run("nft list ruleset").Should().BeEmpty();
    }

    private static async Task<FirewallLab> LabAsync()
    {
        var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync([FirewallLab.Network(1), FirewallLab.Network(2)], [], None);
        return lab;
    }

    private static ValueTask<IReadOnlyList<string>> CheckAsync(FirewallLab lab, params FirewallEndpoint[] endpoints) =>
        lab.Firewall.CheckAsync([FirewallLab.Network(1), FirewallLab.Network(2)], endpoints, None);
}
