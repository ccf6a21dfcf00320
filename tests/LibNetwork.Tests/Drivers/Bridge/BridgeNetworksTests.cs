using LibNetwork.DriverApi;
using LibNetwork.Drivers.Bridge;

namespace LibNetwork.Tests.Drivers.Bridge;

public sealed class BridgeNetworksTests
{
    private static readonly string OtherId = new('a', 64);
    private readonly BridgeNetworks _networks = new();

    [Fact] // D-025
    public void An_id_is_taken_once()
    {
        _networks.Add(new BridgeNetwork(new BridgeRequest().Parse()));

        Refusal(new BridgeRequest()).Message.Should().Be($"network {BridgeRequest.Id} exists");
    }

    [Fact] // D-024, K-031: each network's own bridge is named
    public void Two_networks_cannot_have_one_bridge()
    {
        _networks.Add(new BridgeNetwork(BridgeRequest.With("com.docker.network.bridge.name", "web0").Parse()));

        Refusal(BridgeRequest.With("com.docker.network.bridge.name", "web0") with
        {
            NetworkId = OtherId,
            IPv4 = [BridgeRequest.Pool("10.2.0.0/24", "10.2.0.1/24")],
        }).Message.Should().Be($"cannot create network {OtherId} (web0): conflicts with network {BridgeRequest.Id} (web0): networks have same bridge name");
    }

    [Theory] // D-024
    [InlineData("10.1.0.0/24", "10.1.0.1/24")]
    [InlineData("10.1.0.128/25", "10.1.0.129/25")]
    [InlineData("10.0.0.0/8", "10.0.0.1/8")]
    public void Two_networks_cannot_have_IPv4_addresses_in_common(string pool, string gateway)
    {
        _networks.Add(new BridgeNetwork(new BridgeRequest().Parse()));

        Refusal(new BridgeRequest { NetworkId = OtherId, IPv4 = [BridgeRequest.Pool(pool, gateway)] }).Message.Should().Be(
            $"cannot create network {OtherId} (br-aaaaaaaaaaaa): conflicts with network {BridgeRequest.Id} (br-0123456789ab): networks have overlapping IPv4");
    }

    [Fact] // D-024
    public void Two_networks_cannot_have_IPv6_addresses_in_common()
    {
        _networks.Add(new BridgeNetwork(BridgeRequest.DualStack.Parse()));

        Refusal(BridgeRequest.DualStack with { NetworkId = OtherId, IPv4 = [BridgeRequest.Pool("10.2.0.0/24", "10.2.0.1/24")] })
            .Message.Should().EndWith("networks have overlapping IPv6");
    }

    [Fact]
    public void Of_many_networks_in_each_others_way_one_alone_gets_in()
    {
        var added = 0;

        Parallel.For(0, 64, i =>
        {
            try
            {
                _networks.Add(new BridgeNetwork((new BridgeRequest() with { NetworkId = i.ToString("x2") + BridgeRequest.Id[2..] }).Parse()));
                Interlocked.Increment(ref added);
            }
            catch (NetworkException e) when (e.Kind == ErrorKind.Forbidden)
            {
            }
        });

        added.Should().Be(1);
        _networks.Snapshot().Should().ContainSingle();
    }

    [Fact]
    public void A_removed_network_is_in_nobodys_way()
    {
        _networks.Add(new BridgeNetwork(new BridgeRequest().Parse()));
        _networks.Remove(BridgeRequest.Id);

        _networks.Add(new BridgeNetwork((new BridgeRequest() with { NetworkId = OtherId }).Parse()));

        _networks.Find(BridgeRequest.Id).Should().BeNull();
        FluentActions.Invoking(() => _networks.Get(BridgeRequest.Id)).Should().Throw<NoNetworkException>();
    }

    private NetworkException Refusal(BridgeRequest request)
    {
        var error = FluentActions.Invoking(() => _networks.Add(new BridgeNetwork(request.Parse()))).Should().Throw<NetworkException>().Which;
        error.Kind.Should().Be(ErrorKind.Forbidden);
        return error;
    }
}
