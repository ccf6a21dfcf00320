using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Route;

/// <summary>What a caller learns when the kernel refuses messages of a batch.</summary>
public sealed class RefusalTests
{
    [Fact]
    public async Task The_first_refusal_is_thrown_and_the_others_are_in_it()
    {
        using var socket = Refusing((0, Errno.EEXIST, null), (2, Errno.EINVAL, "Invalid prefix"));
        using var batch = socket.NewBatch();
        batch.AddVeth(new VethSpec("veth1", "eth0")).SetUp("veth1").AddAddress(4, IPAddress.Parse("10.0.0.2"), 24);

        var send = async () => await socket.SendAsync(batch);

        var error = (await send.Should().ThrowAsync<NetlinkException>()).Which;
        error.Operation.Should().Be("create veth veth1");
        error.Errno.Should().Be(Errno.EEXIST);
        error.ExtendedAck.Should().BeNull();
        error.Others.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Operation = "add address 10.0.0.2/24 to link 4", Errno = Errno.EINVAL, ExtendedAck = "Invalid prefix" });
        error.Message.Should().Be(
            "create veth veth1: file exists (EEXIST): add address 10.0.0.2/24 to link 4: invalid argument (EINVAL): Invalid prefix");
    }

    [Fact]
    public async Task A_tolerated_refusal_is_success_for_its_call_only()
    {
        using var socket = Refusing((0, Errno.ENODEV, null), (1, Errno.EEXIST, null), (4, Errno.ENODEV, null));
        using var batch = socket.NewBatch();
        batch.DeleteLink("gone").TolerateMissing();
        batch.AddBridge(new BridgeSpec("br0")).TolerateExisting();
        batch.SetLink("port", new LinkChange { MasterIndex = 1, BridgePort = new BridgePortSettings { Hairpin = true } });
        batch.SetDown("left");

        var send = async () => await socket.SendAsync(batch);

        var error = (await send.Should().ThrowAsync<NetlinkException>()).Which;
        error.Operation.Should().Be("switch off left");
        error.Others.Should().BeEmpty();
    }

    [Fact]
    public async Task Tolerance_covers_every_message_of_a_call()
    {
        using var socket = Refusing((0, Errno.ENODEV, null), (1, Errno.ENODEV, null), (2, Errno.ENODEV, null));
        using var batch = socket.NewBatch();
        batch.SetLink(9, new LinkChange
        {
            Up = true,
            AddressGenerationMode = AddressGenerationMode.None,
            MasterIndex = 1,
            BridgePort = new BridgePortSettings { Hairpin = true },
        }).TolerateMissing();

        batch.Count.Should().Be(3);
        await socket.SendAsync(batch);
    }

    [Fact]
    public void Each_operation_says_what_it_did()
    {
        using var batch = new RouteBatch();
        var address = IPAddress.Parse("10.0.0.2");
        var mac = PhysicalAddress.Parse("02-42-0A-00-00-02");
        batch.AddLink(new LinkSpec("vx0", "vxlan")).SetLink(3, new LinkChange { Mtu = 1400 }).SetUp(3).SetDown("a")
            .SetLink("p", new LinkChange { MasterIndex = 1, BridgePort = new BridgePortSettings { Hairpin = true } })
            .SetLink("g", new LinkChange { AddressGenerationMode = AddressGenerationMode.None })
            .SetBridge("br0", new BridgeSettings { VlanFiltering = true })
            .AddAlternativeName("a", "b").DeleteAlternativeName("a", "b").DeleteLink(7).DeleteLinkGroup(uint.MaxValue)
            .DeleteAddress(2, address, 24).AddRoute(new RouteSpec { Gateway = address })
            .DeleteRoute(new RouteSpec { Destination = IPNetwork.Parse("10.1.0.0/16") })
            .AddNeighbour(new NeighbourSpec(2, address)).DeleteNeighbour(new NeighbourSpec(2, address))
            .AddForwarding(new ForwardingSpec(2, mac)).DeleteForwarding(new ForwardingSpec(2, mac));

        Enumerable.Range(0, batch.Count).Select(batch.Describe).Should().Equal(
            "create vxlan vx0", "change link 3", "switch on link 3", "switch off a",
            "attach p to its bridge", "change p",
            "set address generation of g",
            "set bridge options of br0",
            "add alternative name b to a", "delete alternative name b from a", "delete link 7", "delete links of group 4294967295",
            "delete address 10.0.0.2/24 from link 2", "add route default",
            "delete route 10.1.0.0/16",
            "add neighbour 10.0.0.2 to link 2", "delete neighbour 10.0.0.2 from link 2",
            "add forwarding entry 02420A000002 to link 2", "delete forwarding entry 02420A000002 from link 2");
    }

    [Fact]
    public async Task A_batch_cancelled_before_its_turn_sends_nothing_and_an_empty_one_neither()
    {
        var kernel = new FakeKernel(_ => []);
        using var socket = new RouteSocket(new NetlinkSocket(kernel));
        using var batch = socket.NewBatch();

        await socket.SendAsync(batch);
        batch.SetUp(1);
        var cancelled = async () => await socket.SendAsync(batch, new CancellationToken(canceled: true));

        await cancelled.Should().ThrowAsync<OperationCanceledException>();
        kernel.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Many_writers_at_once_are_served_one_at_a_time()
    {
        var (inside, most) = (0, 0);
        var kernel = new FakeKernel(request =>
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Thread.SpinWait(1000);
            Interlocked.Decrement(ref inside);
            return [Wire.Ack(Wire.Headers(request)[^1].Sequence)];
        });
        using var socket = new RouteSocket(new NetlinkSocket(kernel));

        await Task.WhenAll(Enumerable.Range(1, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var batch = socket.NewBatch();
                await socket.SendAsync(batch.SetUp(writer));
            }
        })));

        most.Should().Be(1);
        kernel.Requests.Should().HaveCount(800);
    }

    private static RouteSocket Refusing(params (int Index, Errno Errno, string? Text)[] refusals) => new(new NetlinkSocket(new FakeKernel(request =>
    {
        var headers = Wire.Headers(request);
        var answers = refusals.Select(r => Wire.Ack(headers[r.Index].Sequence, r.Errno, r.Text)).ToList();
        if (refusals[^1].Index != headers.Count - 1)
        {
            answers.Add(Wire.Ack(headers[^1].Sequence));
        }

        return answers;
    })));
}
