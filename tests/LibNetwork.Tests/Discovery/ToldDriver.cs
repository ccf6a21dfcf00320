using System.Collections.Concurrent;
using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Discovery;

/// <summary>A driver that remembers what it was told, and refuses on demand; it has no networks.</summary>
internal sealed class ToldDriver : INetworkDriver
{
    private readonly ConcurrentQueue<string> _told = new();

    /// <summary>What it was told, such as <c>+10.0.0.1 self</c>.</summary>
    public IReadOnlyList<string> Told => [.. _told];

    /// <summary>What happens before a call is heard.</summary>
    public Func<CancellationToken, ValueTask>? Before { get; set; }

    public string Type => "told";

    /// <summary>Waits until it was told exactly this.</summary>
    public async Task HearsAsync(params string[] expected)
    {
        for (var attempt = 0; attempt < 1000 && !Told.SequenceEqual(expected); attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        Told.Should().Equal(expected);
    }

    public ValueTask DiscoverNewAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => HearAsync('+', type, data, cancellationToken);

    public ValueTask DiscoverDeleteAsync(DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken = default) => HearAsync('-', type, data, cancellationToken);

    public ValueTask CreateNetworkAsync(string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DeleteNetworkAsync(string networkId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo, DriverOptions options,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo, DriverOptions endpointOptions, DriverOptions sandboxOptions,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    private async ValueTask HearAsync(char what, DiscoveryType type, IDiscoveryData data, CancellationToken cancellationToken)
    {
        type.Should().Be(DiscoveryType.NodeDiscovery);
        if (Before is { } before)
        {
            await before(cancellationToken);
        }

        var node = (NodeDiscoveryData)data;
        _told.Enqueue($"{what}{node.Address}{(node.Self ? " self" : "")}{(node.BindAddress.Length > 0 ? " bound to " + node.BindAddress : "")}");
    }
}
