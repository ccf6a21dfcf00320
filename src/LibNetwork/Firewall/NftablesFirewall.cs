using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;
using LibNetwork.PortMapping;

namespace LibNetwork.Firewall;

/// <summary>The firewall on nftables: one table of rules, changed by whole transactions, and one that keeps bridge ports quiet.</summary>
internal sealed class NftablesFirewall : IFirewall
{
    private readonly FirewallRuleset _ruleset;
    private readonly MembershipReportFilter _reports;
    private readonly NftablesSocket _socket;
    private readonly RulesetMonitor _monitor;
    private readonly NftablesBatch _batch;
    private readonly Lock _gate = new();

    private NftablesFirewall(string instanceId, uint portGroup, FirewallOptions options, NftablesSocket socket, RulesetMonitor monitor)
    {
        _ruleset = new FirewallRuleset(instanceId, options);
        _reports = new MembershipReportFilter(instanceId, portGroup);
        _socket = socket;
        _monitor = monitor;
        _batch = socket.CreateBatch();
    }

    /// <summary>Opens the firewall of a controller. Nothing is changed before the first call.</summary>
    /// <param name="host">The controller's host namespace.</param>
    /// <param name="instanceId">What tells the controller's table from others'.</param>
    /// <param name="portGroup">The link group of the controller's bridge ports.</param>
    /// <param name="options">What holds for all networks.</param>
    /// <param name="cancellationToken">Gives up before the namespace is entered.</param>
    /// <exception cref="KernelException">The kernel refused a socket.</exception>
    internal static async ValueTask<NftablesFirewall> OpenAsync(
        NetworkNamespace host, string instanceId, uint portGroup, FirewallOptions options, CancellationToken cancellationToken = default)
    {
        var socket = await NftablesSocket.OpenAsync(host, cancellationToken);
        try
        {
            var monitor = await RulesetMonitor.StartAsync(host, cancellationToken);
            return new NftablesFirewall(instanceId, portGroup, options, socket, monitor);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public ValueTask ReplaceAllAsync(IReadOnlyCollection<FirewallNetwork> networks, IReadOnlyCollection<FirewallEndpoint> endpoints,
        CancellationToken cancellationToken) => Attempt(
        () =>
        {
            Commit(batch =>
            {
                batch.Destroy(_ruleset.Table);
                batch.Add(_ruleset.Content(networks, endpoints));
            });
            QuietPorts();
        },
        cancellationToken);

    public ValueTask AddNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken) =>
        Attempt(() => AddNetwork(network), cancellationToken);

    public ValueTask RemoveNetworkAsync(FirewallNetwork network, CancellationToken cancellationToken) =>
        Attempt(() => RemoveNetwork(network), cancellationToken);

    public ValueTask ChangePortsAsync(FirewallEndpoint before, FirewallEndpoint after, CancellationToken cancellationToken) =>
        Attempt(() => ChangePorts(before, after), cancellationToken);

    public ValueTask<ILookup<string, PublishedPort>> ReadPortsAsync(CancellationToken cancellationToken) =>
        Attempt(() => _ruleset.PortMaps.SelectMany(ReadPorts).ToLookup(p => p.EndpointId, p => p.Port, StringComparer.Ordinal), cancellationToken);

    public ValueTask<IReadOnlyList<string>> CheckAsync(IReadOnlyCollection<FirewallNetwork> networks,
        IReadOnlyCollection<FirewallEndpoint> endpoints, CancellationToken cancellationToken) => Attempt<IReadOnlyList<string>>(
        () => [.. _ruleset.Content(networks, endpoints).Compare(_socket.ReadTable(_ruleset.Table)).Select(d => d.ToString())],
        cancellationToken);

    public ValueTask<IReadOnlyList<string>> ReadForeignDropsAsync(CancellationToken cancellationToken) => Attempt<IReadOnlyList<string>>(
        () => [.. _socket.ReadTables().Where(table => table.Family is TableFamily.Inet or TableFamily.IPv4 or TableFamily.IPv6 && table.Name != _ruleset.Table.Name)
            .Select(_socket.ReadTable).OfType<TableContent>().SelectMany(ForwardDrops)],
        cancellationToken);

    public async Task WaitForForeignChangeAsync(CancellationToken cancellationToken)
    {
        while (!IsForeign(await _monitor.Changes.ReadAsync(cancellationToken)))
        {
        }

        // Who repairs now repairs whatever was changed until now: many changes, or news of them that was missed, are one.
        while (_monitor.Changes.TryRead(out _))
        {
        }
    }

    public ValueTask RemoveTableAsync(CancellationToken cancellationToken) =>
        Attempt(
            () =>
            {
                Commit(batch => batch.Destroy(_ruleset.Table));
                IgnoreUnsupported(batch => batch.Destroy(_reports.Table));
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _monitor.DisposeAsync();
        _socket.Dispose();
    }

    // The kernel answers at once, so nothing is awaited; but who gets a task expects the failure in it.
    private static ValueTask<T> Attempt<T>(Func<T> function, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<T>(cancellationToken);
        }

        try
        {
            return ValueTask.FromResult(function());
        }
        catch (Exception e)
        {
            return ValueTask.FromException<T>(e);
        }
    }

    private static ValueTask Attempt(Action action, CancellationToken cancellationToken)
    {
        var attempt = Attempt(
            () =>
            {
                action();
                return true;
            },
            cancellationToken);
        return attempt.IsCompletedSuccessfully ? ValueTask.CompletedTask : new(attempt.AsTask());
    }

    private static IEnumerable<string> ForwardDrops(TableContent table) => table.Chains
        .Where(chain => chain.Hook is { Point: ChainHookPoint.Forward, Policy: ChainPolicy.Drop } && !table.Rules.Any(rule => rule.Chain.Name == chain.Name && AcceptsAll(rule)))
        .Select(chain => chain.ToString());

    private static bool AcceptsAll(Rule rule) =>
        rule.Expressions.All(expression => expression is CounterExpression or VerdictExpression { Verdict.Code: VerdictCode.Accept })
        && rule.Expressions.OfType<VerdictExpression>().Any();

    private void AddNetwork(FirewallNetwork network)
    {
        try
        {
            Commit(batch =>
            {
                DestroyElements(batch, network);
                foreach (var (set, element) in _ruleset.Elements(network))
                {
                    batch.Add(set, element);
                }
            });
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT && !TableExists())
        {
            Commit(batch => batch.Add(_ruleset.Content([network], [])));
        }
    }

    private void RemoveNetwork(FirewallNetwork network)
    {
        try
        {
            Commit(batch => DestroyElements(batch, network));
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT)
        {
            // The table is gone, and the network with it.
        }
    }

    private void ChangePorts(FirewallEndpoint before, FirewallEndpoint after)
    {
        var removed = _ruleset.Elements(before).ToHashSet();
        var added = _ruleset.Elements(after).Where(element => !removed.Remove(element)).ToList();
        Commit(batch =>
        {
            // What is added may be there from before, and lead elsewhere.
            ForEachSet(removed.Concat(added).Select(e => (e.Set, new SetElement(e.Element.Key))), batch.Destroy);
            ForEachSet(added, batch.Add);
        });
    }

    private static void ForEachSet(IEnumerable<(Set Set, SetElement Element)> elements, ElementsAction action)
    {
        foreach (var group in elements.GroupBy(e => e.Set, e => e.Element))
        {
            action(group.Key, group.ToArray());
        }
    }

    private IEnumerable<(string EndpointId, PublishedPort Port)> ReadPorts(Map map)
    {
        try
        {
            return _socket.ReadElements(map).Where(e => e.Comment is not null).Select(e => (e.Comment!, PortRules.Port(map, e)));
        }
        catch (NetlinkException e) when (e.Errno == Errno.ENOENT)
        {
            return [];
        }
    }

    private delegate void ElementsAction(Set set, ReadOnlySpan<SetElement> elements);

    private void DestroyElements(NftablesBatch batch, FirewallNetwork network)
    {
        foreach (var (set, element) in _ruleset.PossibleElements(network))
        {
            batch.Destroy(set, element);
        }
    }

    private void QuietPorts() => IgnoreUnsupported(batch =>
    {
        batch.Destroy(_reports.Table);
        batch.Add(_reports.Content());
    });

    // A kernel built without filtering on bridges does without: its ports are only less quiet.
    private void IgnoreUnsupported(Action<NftablesBatch> fill)
    {
        try
        {
            Commit(fill);
        }
        catch (NetlinkException e) when (e.Errno is Errno.EOPNOTSUPP or Errno.EAFNOSUPPORT or Errno.ENOENT)
        {
        }
    }

    private void Commit(Action<NftablesBatch> fill)
    {
        lock (_gate)
        {
            _batch.Clear();
            fill(_batch);
            _socket.Commit(_batch);
        }
    }

    private bool TableExists() => _socket.ReadTables().Any(t => t.Family == _ruleset.Table.Family && t.Name == _ruleset.Table.Name);

    private bool IsForeign(RulesetChange change) =>
        change.IsOverrun
        || (change.Origin != _socket.Origin
            && change.Tables.Any(t => t.Family == _ruleset.Table.Family && t.Name == _ruleset.Table.Name));
}
