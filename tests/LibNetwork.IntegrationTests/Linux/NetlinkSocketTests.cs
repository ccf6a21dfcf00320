using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;

namespace LibNetwork.IntegrationTests.Linux;

public sealed class NetlinkSocketTests
{
    [Fact]
    public async Task A_socket_that_has_asked_can_still_listen()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await host.Namespace.OpenSocketAsync(NetlinkProtocol.Route);
        var question = new MessageWriter();
        question.BeginMessage(16, NetlinkFlags.None); // RTM_NEWLINK of a link that is not there
        question.WriteBytes(0, new byte[12]);
        var failures = new List<NetlinkFailure>();
        socket.Send(question, failures);
        failures.Should().ContainSingle();

        socket.Join(1);
        await host.SendAsync(b => b.AddBridge(new BridgeSpec("br0")));

        var heard = new List<ushort>();
        socket.TryReceive((type, _) => heard.Add(type), TimeSpan.FromSeconds(10)).Should().BeTrue();
        heard.Should().Contain(16);
    }

    [Fact]
    public async Task A_socket_belongs_to_the_namespace_it_was_opened_in_whatever_thread_uses_it()
    {
        await using var host = await TestHost.CreateAsync();
        var other = await host.AddNamespaceAsync("other");
        using var inOther = await other.OpenRouteSocketAsync();
        await host.SendAsync(b => b.AddBridge(new BridgeSpec("here")));

        var lists = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
            (i % 2 == 0, Names: (await (i % 2 == 0 ? host.Route : inOther).GetLinksAsync()).Select(l => l.Name).ToList()))));

        lists.Should().AllSatisfy(l => l.Names.Contains("here").Should().Be(l.Item1));
    }
}
