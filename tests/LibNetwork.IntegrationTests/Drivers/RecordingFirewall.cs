using LibNetwork.Firewall;
using LibNetwork.PortMapping;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A firewall that filters nothing, remembers what it is told, and refuses when a test wants it.</summary>
internal sealed class RecordingFirewall : IFirewall
{
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Dictionary<string, FirewallNetwork> Networks { get; } = [];

    /// <summary>The endpoints with published ports.</summary>
    public Dictionary<string, FirewallEndpoint> Endpoints { get; } = [];

    /// <summary>How often ports were changed.</summary>
    public int PortChanges { get; private set; }

    public int Replacements { get; private set; }

    public int RefuseNext { get; set; }

    public ValueTask ReplaceAllAsync(
        IReadOnlyCollection<FirewallNetwork> networks, IReadOnlyCollection<FirewallEndpoint> endpoints, CancellationToken cancellationToken)
    {
        Refuse();
        Endpoints.Clear();
        foreach (var endpoint in endpoints)
        {
            Endpoints.Add(endpoint.EndpointId, endpoint);
        }

        Networks.Clear();
        foreach (var network in networks)
        {
            Networks.Add(network.NetworkId, network);
        }

        Replacements++;
        return ValueTask.CompletedTask;
    }

    public ValueTask AddNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        Refuse();
        Networks[network.NetworkId] = network;
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> ReadForeignDropsAsync(CancellationToken cancellationToken) => new((IReadOnlyList<string>)[]);

    public ValueTask RemoveNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        Networks.Remove(network.NetworkId);
        return ValueTask.CompletedTask;
    }

    public ValueTask ChangePortsAsync(FirewallEndpoint before, FirewallEndpoint after, CancellationToken cancellationToken)
    {
        Refuse();
        before.Ports.Should().BeEquivalentTo(Endpoints.TryGetValue(before.EndpointId, out var there) ? there.Ports : []);
        Endpoints.Remove(after.EndpointId);
        if (after.Ports.Count > 0)
        {
            Endpoints.Add(after.EndpointId, after);
        }

        PortChanges++;
        return ValueTask.CompletedTask;
    }

    public ValueTask<ILookup<string, PublishedPort>> ReadPortsAsync(CancellationToken cancellationToken) =>
        new(Endpoints.Values.SelectMany(e => e.Ports, (e, port) => (e.EndpointId, port)).ToLookup(e => e.EndpointId, e => e.port));

    public ValueTask<IReadOnlyList<string>> CheckAsync(
        IReadOnlyCollection<FirewallNetwork> networks, IReadOnlyCollection<FirewallEndpoint> endpoints, CancellationToken cancellationToken) =>
        new([.. networks.Where(n => !Networks.ContainsKey(n.NetworkId)).Select(n => n.NetworkId), .. endpoints.Where(e => !Endpoints.ContainsKey(e.EndpointId)).Select(e => e.EndpointId)]);

    public Task WaitForForeignChangeAsync(CancellationToken cancellationToken) => _change.Task.WaitAsync(cancellationToken);

    public ValueTask RemoveTableAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Someone else empties the table.</summary>
    public void Flush()
    {
        Networks.Clear();
        Endpoints.Clear();
        var change = _change;
        _change = new(TaskCreationOptions.RunContinuationsAsynchronously);
        change.SetResult();
    }

    private void Refuse()
    {
        if (RefuseNext > 0)
        {
            RefuseNext--;
            throw new InvalidOperationException("the firewall refuses");
        }
    }
}
