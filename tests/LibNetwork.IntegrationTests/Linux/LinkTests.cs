using System.Net.NetworkInformation;
using System.Text.Json;
using LibNetwork.Linux;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class LinkTests
{
    private static readonly PhysicalAddress Mac = new([2, 0x42, 10, 0x58, 0, 0xa]);

    [Fact]
    public async Task A_bridge_comes_up_with_its_options()
    {
        await using var host = await TestHost.CreateAsync();

        await host.SendAsync(b => b.AddBridge(new BridgeSpec("br0")
        {
            Address = Mac,
            Mtu = 1400,
            Up = true,
            Group = 9,
            Settings = new BridgeSettings { MulticastSnooping = false, GroupForwardMask = 8, AgeingTime = TimeSpan.FromSeconds(60) },
        }));

        var bridge = host.Json("ip -d -j link show br0")[0];
        Text(bridge, "address").Should().Be("02:42:0a:58:00:0a");
        Number(bridge, "mtu").Should().Be(1400);
        Text(bridge, "group").Should().Be("9");
        bridge.GetProperty("flags").EnumerateArray().Select(f => f.GetString()).Should().Contain("UP");
        var data = bridge.GetProperty("linkinfo").GetProperty("info_data");
        Number(data, "mcast_snooping").Should().Be(0);
        Number(data, "ageing_time").Should().Be(6000);
        Text(data, "group_fwd_mask").Should().Be("0x8");

        await host.SendAsync(b => b.SetBridge("br0", new BridgeSettings { MulticastSnooping = true }));
        var read = await host.Route.GetLinkAsync("br0");
        read!.Bridge.Should().BeEquivalentTo(new { MulticastSnooping = true, GroupForwardMask = 8, AgeingTime = TimeSpan.FromSeconds(60) });
    }

    [Fact]
    public async Task A_veth_is_born_in_two_namespaces_and_its_port_is_quiet()
    {
        await using var host = await TestHost.CreateAsync();
        var sandbox = await host.AddNamespaceAsync("sandbox");
        await host.SendAsync(b => b.AddBridge(new BridgeSpec("br0") { Up = true }));
        var bridge = await host.Route.GetLinkIndexAsync("br0");

        await host.SendAsync(b =>
        {
            b.AddVeth(new VethSpec("veth1", "eth0") { PeerNamespace = sandbox, PeerAddress = Mac, Mtu = 1400, MasterIndex = bridge, Group = 7 });
            b.SetLink("veth1", new LinkChange { AddressGenerationMode = AddressGenerationMode.None });
            b.SetLink("veth1", new LinkChange
            {
                Up = true,
                Alias = "dnet:01234567:endpoint:" + new string('e', 64),
                BridgePort = new BridgePortSettings { Hairpin = true, Isolated = true, MulticastFlood = false, Learning = false },
            });
        });

        var port = host.Json("ip -d -j link show veth1")[0];
        Text(port, "master").Should().Be("br0");
        Text(port, "ifalias").Should().Be("dnet:01234567:endpoint:" + new string('e', 64));
        Text(port, "group").Should().Be("7");
        Text(port, "inet6_addr_gen_mode").Should().Be("none");
        Number(port, "mtu").Should().Be(1400);
        var data = port.GetProperty("linkinfo").GetProperty("info_slave_data");
        data.GetProperty("hairpin").GetBoolean().Should().BeTrue();
        data.GetProperty("isolated").GetBoolean().Should().BeTrue();
        data.GetProperty("mcast_flood").GetBoolean().Should().BeFalse();
        data.GetProperty("learning").GetBoolean().Should().BeFalse();
        var inside = TestHost.JsonIn(sandbox, "ip -d -j link show eth0")[0];
        Text(inside, "address").Should().Be("02:42:0a:58:00:0a");
        Number(inside, "mtu").Should().Be(1400);

        var link = await host.Route.GetLinkAsync("veth1");
        link!.Kind.Should().Be("veth");
        link.PortKind.Should().Be("bridge");
        link.PeerIndex.Should().Be(Number(inside, "ifindex"));
        link.PeerNamespaceId.Should().Be(host.Route.GetNamespaceId(sandbox));
        link.BridgePort.Should().BeEquivalentTo(new { Hairpin = true, Isolated = true, MulticastFlood = false, Learning = false });

        await host.SendAsync(b => b.DeleteLink("veth1").DeleteLink("br0"));
        TestHost.JsonIn(sandbox, "ip -j link").GetArrayLength().Should().Be(1);
        host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_link_changes_name_mac_mtu_group_alias_and_namespace()
    {
        await using var host = await TestHost.CreateAsync();
        var other = await host.AddNamespaceAsync("other");
        await host.SendAsync(b => b.AddVeth(new VethSpec("a", "b")));
        var index = await host.Route.GetLinkIndexAsync("a");

        await host.SendAsync(b => b
            .SetLink(index, new LinkChange { Name = "renamed", Address = Mac, Mtu = 9000, Group = 5, Alias = "mine", TransmitQueueLength = 7, Promiscuous = true })
            .AddAlternativeName(index, "a-name-longer-than-fifteen")
            .AddAlternativeName("renamed", "second"));

        var link = host.Json("ip -d -j link show renamed")[0];
        Text(link, "address").Should().Be("02:42:0a:58:00:0a");
        Number(link, "mtu").Should().Be(9000);
        Text(link, "group").Should().Be("5");
        Text(link, "ifalias").Should().Be("mine");
        Number(link, "txqlen").Should().Be(7);
        Number(link, "promiscuity").Should().Be(1);
        link.GetProperty("altnames").EnumerateArray().Select(n => n.GetString()).Should().Equal("a-name-longer-than-fifteen", "second");
        (await host.Route.GetLinkIndexAsync("a-name-longer-than-fifteen")).Should().Be(index);
        (await host.Route.GetLinkAsync(index))!.AlternativeNames.Should().Equal("a-name-longer-than-fifteen", "second");

        await host.SendAsync(b => b
            .SetLink("a-name-longer-than-fifteen", new LinkChange { Alias = "" })
            .DeleteAlternativeName(index, "second")
            .SetLink(index, new LinkChange { Namespace = other }));
        host.LinkNames().Should().Equal("lo", "b");
        var moved = TestHost.JsonIn(other, "ip -d -j link show renamed")[0];
        moved.TryGetProperty("ifalias", out _).Should().BeFalse();
        moved.GetProperty("altnames").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public async Task A_link_leaves_its_bridge_and_a_group_is_deleted_at_once()
    {
        await using var host = await TestHost.CreateAsync();
        await host.SendAsync(b => b.AddBridge(new BridgeSpec("br0") { Up = true }));
        var bridge = await host.Route.GetLinkIndexAsync("br0");
        await host.SendAsync(b =>
        {
            for (var i = 0; i < 20; i++)
            {
                b.AddVeth(new VethSpec($"h{i}", $"p{i}") { MasterIndex = bridge });
            }
        });

        await host.SendAsync(b =>
        {
            for (var i = 0; i < 20; i++)
            {
                b.SetLink($"h{i}", new LinkChange { Up = false, MasterIndex = 0, Group = 4_000_000_000 });
            }
        });
        host.Json("ip -j link show master br0").EnumerateArray().Should().BeEmpty();
        using var reap = host.Route.NewBatch();
        host.Route.Send(reap.DeleteLinkGroup(4_000_000_000));

        host.LinkNames().Should().Equal("lo", "br0");
        reap.Clear();
        host.Route.Invoking(r => r.Send(reap.DeleteLinkGroup(4_000_000_000))).Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.ENODEV);
        reap.Clear();
        host.Route.Send(reap.DeleteLinkGroup(4_000_000_000).TolerateMissing());
    }

    [Fact]
    public async Task What_the_kernel_refuses_is_told_with_its_own_words_and_the_rest_is_done()
    {
        await using var host = await TestHost.CreateAsync();

        var send = () => host.SendAsync(b => b
            .AddBridge(new BridgeSpec("br0") { Mtu = 20 })
            .AddBridge(new BridgeSpec("br1"))
            .AddBridge(new BridgeSpec("br1"))
            .AddBridge(new BridgeSpec("a-name-longer-than-fifteen")));

        var error = (await send.Should().ThrowAsync<NetlinkException>()).Which;
        error.Operation.Should().Be("create bridge br0");
        error.Errno.Should().Be(Errno.EINVAL);
        error.ExtendedAck.Should().NotBeNullOrEmpty();
        error.Others.Select(o => (o.Operation, o.Errno)).Should().Equal(
            ("create bridge br1", Errno.EEXIST), ("create bridge a-name-longer-than-fifteen", Errno.ERANGE));
        host.LinkNames().Should().Equal("lo", "br1");
    }

    [Fact]
    public async Task A_hundred_messages_and_more_go_in_one_batch_and_every_refusal_is_told()
    {
        await using var host = await TestHost.CreateAsync();

        var send = () => host.SendAsync(b =>
        {
            for (var i = 0; i < 700; i++)
            {
                b.DeleteLink($"gone{i}");
            }
        });

        (await send.Should().ThrowAsync<NetlinkException>()).Which.Others.Should().HaveCount(699);
    }

    [Fact]
    public async Task A_link_that_is_not_there_is_null_and_deleting_it_can_be_success()
    {
        await using var host = await TestHost.CreateAsync();

        (await host.Route.GetLinkAsync("gone")).Should().BeNull();
        (await host.Route.GetLinkAsync(4711)).Should().BeNull();
        (await host.Route.GetLinkIndexAsync("gone")).Should().Be(0);
        await host.SendAsync(b => b.DeleteLink("gone").TolerateMissing().DeleteLink(4711).TolerateMissing());
    }

    [Fact]
    public async Task A_listing_of_many_links_is_whole_while_links_come_and_go()
    {
        await using var host = await TestHost.CreateAsync();
        await host.SendAsync(b =>
        {
            for (var i = 0; i < 200; i++)
            {
                b.AddBridge(new BridgeSpec($"keep{i}"));
            }
        });
        using var stop = new CancellationTokenSource();
        using var busy = await host.Namespace.OpenRouteSocketAsync();
        var churn = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                using var batch = busy.NewBatch();
                busy.Send(batch.AddBridge(new BridgeSpec("come")).DeleteLink("come"));
            }
        });

        for (var i = 0; i < 20; i++)
        {
            var names = (await host.Route.GetLinksAsync()).Select(l => l.Name).ToList();
            names.Should().OnlyHaveUniqueItems();
            names.Count(n => n.StartsWith("keep", StringComparison.Ordinal)).Should().Be(200);
        }

        await stop.CancelAsync();
        await churn;
    }

    [Fact]
    public async Task Statistics_count_what_passed()
    {
        await using var host = await TestHost.CreateAsync();

        host.Run("ping -c 3 -i 0.01 127.0.0.1");

        var loopback = await host.Route.GetLinkAsync("lo");
        loopback!.Statistics.ReceivedPackets.Should().BeGreaterThanOrEqualTo(6);
        loopback.Statistics.SentBytes.Should().Be(loopback.Statistics.ReceivedBytes);
        (await host.Route.GetLinksAsync())[0].Statistics.ReceivedPackets.Should().BeGreaterThanOrEqualTo(6);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
