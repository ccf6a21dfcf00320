using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.Firewall;

/// <summary>The firewall on nftables: one table, changed by whole transactions.</summary>
internal sealed class NftablesFirewall : IFirewall
{
    private readonly FirewallRuleset _ruleset;
    private readonly NftablesSocket _socket;
    private readonly RulesetMonitor _monitor;
    private readonly NftablesBatch _batch;
    private readonly Lock _gate = new();

    private NftablesFirewall(string instanceId, NftablesSocket socket, RulesetMonitor monitor)
    {
        _ruleset = new FirewallRuleset(instanceId);
        _socket = socket;
        _monitor = monitor;
        _batch = socket.CreateBatch();
    }

    /// <summary>Opens the firewall of a controller. Nothing is changed before the first call.</summary>
    /// <param name="host">The controller's host namespace.</param>
    /// <param name="instanceId">What tells the controller's table from others'.</param>
    /// <param name="cancellationToken">Gives up before the namespace is entered.</param>
    /// <exception cref="KernelException">The kernel refused a socket.</exception>
    internal static async ValueTask<NftablesFirewall> OpenAsync(
        NetworkNamespace host, string instanceId, CancellationToken cancellationToken = default)
    {
        var socket = await NftablesSocket.OpenAsync(host, cancellationToken);
        try
        {
            var monitor = await RulesetMonitor.StartAsync(host, cancellationToken);
            return new NftablesFirewall(instanceId, socket, monitor);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask ReplaceAllAsync(IReadOnlyCollection<FirewallNetwork> networks, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Commit((ruleset: _ruleset, networks), static (batch, state) =>
        {
            batch.Destroy(state.ruleset.Table);
            batch.Add(state.ruleset.Content(state.networks));
        });
        return ValueTask.CompletedTask;
    }

    public ValueTask AddNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Commit((ruleset: _ruleset, network), static (batch, state) =>
            {
                DestroyElements(batch, state.ruleset, state.network);
                foreach (var (set, element) in state.ruleset.Elements(state.network))
                {
                    batch.Add(set, element);
                }
            });
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT && !TableExists())
        {
            Commit((ruleset: _ruleset, network), static (batch, state) => batch.Add(state.ruleset.Content([state.network])));
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            Commit((ruleset: _ruleset, network), static (batch, state) => DestroyElements(batch, state.ruleset, state.network));
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT)
        {
            // The table is gone, and the network with it.
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<string>> CheckAsync(
        IReadOnlyCollection<FirewallNetwork> networks, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var differences = _ruleset.Content(networks).Compare(_socket.ReadTable(_ruleset.Table));
        return ValueTask.FromResult<IReadOnlyList<string>>([.. differences.Select(d => d.ToString())]);
    }

    public async Task WaitForForeignChangeAsync(CancellationToken cancellationToken)
    {
        while (!IsForeign(await _monitor.Changes.ReadAsync(cancellationToken)))
        {
        }
    }

    public ValueTask RemoveTableAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Commit(_ruleset.Table, static (batch, table) => batch.Destroy(table));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        _socket.Dispose();
    }

    private static void DestroyElements(NftablesBatch batch, FirewallRuleset ruleset, FirewallNetwork network)
    {
        foreach (var (set, element) in ruleset.PossibleElements(network))
        {
            batch.Destroy(set, element);
        }
    }

    private void Commit<T>(T state, Action<NftablesBatch, T> fill)
    {
        lock (_gate)
        {
            _batch.Clear();
            fill(_batch, state);
            _socket.Commit(_batch);
        }
    }

    private bool TableExists() => _socket.ReadTables().Any(t => t.Family == _ruleset.Table.Family && t.Name == _ruleset.Table.Name);

    private bool IsForeign(RulesetChange change) =>
        change.IsOverrun
        || (change.Origin != _socket.Origin
            && change.Tables.Any(t => t.Family == _ruleset.Table.Family && t.Name == _ruleset.Table.Name));
}
