using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>What someone broke by hand is found, told, and repaired, and what was whole goes on.</summary>
public sealed class DoctorTests
{
    public static TheoryData<string, string, string> Damages => new()
    {
        // What someone does; what is found; of whom. BRIDGE, VETH, INSIDE stand for the names.
        { "ip link del BRIDGE", "bridge BRIDGE is missing", "network net" },
        { "ip link set BRIDGE down", "bridge BRIDGE is down, lacks fd07::1/64", "network net" },
        { "ip addr flush dev BRIDGE", "bridge BRIDGE lacks 10.7.0.1/24 and fd07::1/64", "network net" },
        { "ip link set VETH nomaster", "link VETH is no port of BRIDGE", "endpoint web on network net" },
        { "ip link set VETH down", "link VETH is down", "endpoint web on network net" },
        { "ip link del VETH", "interface eth0 is missing", "endpoint web in sandbox web" },
        { "INSIDE ip link del eth0", "interface eth0 is missing", "endpoint web in sandbox web" },
        { "INSIDE ip link set eth0 down", "interface eth0 is down, lacks fd07::2/64", "endpoint web in sandbox web" },
        { "INSIDE ip addr del 10.7.0.2/24 dev eth0", "interface eth0 lacks 10.7.0.2/24", "endpoint web in sandbox web" },
        { "INSIDE ip route del default", "default route by 10.7.0.1 is missing", "sandbox web" },
        { "INSIDE ip -6 route del default", "default route by fd07::1 is missing", "sandbox web" },
        { "ip link add stray type bridge; ip link set stray alias dnet:INSTANCE:network:0123", "link stray has our mark (dnet:INSTANCE:network:0123) and no owner", "" },
        { "sysctl -qw net.ipv4.ip_forward=0", "sysctl net.ipv4.ip_forward is off: nothing passes between sandboxes and the outside", "" },
    };

    [Theory, MemberData(nameof(Damages))]
    public async Task What_someone_broke_is_found_and_repaired(string damage, string found, string owner)
    {
        await using var engine = await EngineHost.StartAsync();
        var (web, db) = await TwoSandboxesAsync(engine);
        using var inside = NetworkNamespace.Open(web.Sandbox!.Key);
        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty();

        string Named(string text) => text.Replace("BRIDGE", $"br-{web.Network.Id[..12]}").Replace("VETH", $"veth{web.Id[..11]}").Replace("INSTANCE", engine.Controller.InstanceId);
        if (damage.StartsWith("INSIDE ", StringComparison.Ordinal))
        {
            TestHost.RunIn(inside, Named(damage["INSIDE ".Length..]));
        }
        else
        {
            engine.Host.Run(Named(damage));
        }

        var findings = await engine.Controller.DiagnoseAsync();
        findings.Select(finding => (What: $"{finding.Subject} {finding.Problem}", finding.Owner, finding.State))
            .Should().Contain((Named(found), owner, FindingState.Repairable), "{0}", string.Join('\n', findings));
        (await engine.Controller.RepairAsync()).Should().NotBeEmpty().And.OnlyContain(finding => finding.State == FindingState.Repaired);
        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty();

        foreach (var address in new[] { db.Address!.Value.Address, db.AddressIPv6!.Value.Address, web.Network.IPv4Data[0].Gateway!.Value.Address })
        {
            TestHost.TryRunIn(inside, $"ping -n -c 5 -i 0.2 -W 1 {address}").Output.Should().MatchRegex(" [1-5] received", "{0} answers", address);
        }

        engine.Host.LinkNames().Should().NotContain("stray");
    }

    [Fact]
    public async Task A_sandbox_whose_namespace_is_gone_is_removed_and_a_namespace_without_a_sandbox_too()
    {
        await using var engine = await EngineHost.StartAsync();
        var (web, db) = await TwoSandboxesAsync(engine);
        NetworkNamespace.Unpin(web.Sandbox!.Key);
        var stray = Path.Combine(engine.Host.ExecRoot, "netns", "0123456789ab");
        File.WriteAllText(stray, "");

        (await engine.Controller.DiagnoseAsync()).Select(finding => finding.ToString()).Should().BeEquivalentTo(
            $"namespace {web.Sandbox.Key} of sandbox web is gone: the sandbox would be removed", $"namespace {stray} has no sandbox: it would be removed");
        (await engine.Controller.RepairAsync()).Should().OnlyContain(finding => finding.State == FindingState.Repaired);

        engine.Controller.Sandboxes.Should().Equal(db.Sandbox!);
        engine.Controller.Endpoints.Should().Equal(db);
        File.Exists(stray).Should().BeFalse();
        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_foreign_chain_that_drops_what_passes_is_told_and_left_alone()
    {
        await using var engine = await EngineHost.StartAsync();
        await TwoSandboxesAsync(engine);
        const string Ruleset = "nft 'add table ip filter; add chain ip filter FORWARD { type filter hook forward priority 0; policy drop; }'";
        engine.Host.Run(Ruleset);

        var finding = (await engine.Controller.RepairAsync()).Should().ContainSingle().Subject;
        finding.State.Should().Be(FindingState.Manual);
        finding.ToString().Should().StartWith("chain ip filter FORWARD drops what passes through the host").And.Contain("nft insert rule ip filter FORWARD iifname");
        engine.Host.Run("nft list chain ip filter FORWARD").Should().Contain("policy drop");

        engine.Host.Run("nft add rule ip filter FORWARD accept");
        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty("that chain lets everything pass");
    }

    private static async Task<(Endpoint Web, Endpoint Db)> TwoSandboxesAsync(EngineHost engine)
    {
        var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24", "fd07::/64");
        var web = await network.ConnectAsync(await engine.SandboxAsync("web"), new EndpointConfig { Name = "web" });
        return (web, await network.ConnectAsync(await engine.SandboxAsync("db"), new EndpointConfig { Name = "db" }));
    }
}
