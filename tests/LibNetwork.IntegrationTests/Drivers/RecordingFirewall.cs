using LibNetwork.Firewall;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A firewall that filters nothing, remembers what it is told, and refuses when a test wants it.</summary>
internal sealed class RecordingFirewall : IFirewall
{
    private TaskCompletionSource _change = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Dictionary<string, FirewallNetwork> Networks { get; } = [];

    public int Replacements { get; private set; }

    public int RefuseNext { get; set; }

    public ValueTask ReplaceAllAsync(IReadOnlyCollection<FirewallNetwork> networks, CancellationToken cancellationToken)
    {
        Refuse();
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

    public ValueTask RemoveNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        Networks.Remove(network.NetworkId);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<FirewallNetwork> networks, CancellationToken cancellationToken) => new([]);

    public Task WaitForForeignChangeAsync(CancellationToken cancellationToken) => _change.Task.WaitAsync(cancellationToken);

    public ValueTask RemoveTableAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Someone else empties the table.</summary>
    public void Flush()
    {
        Networks.Clear();
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
