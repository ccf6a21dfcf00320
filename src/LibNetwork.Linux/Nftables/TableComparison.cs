namespace LibNetwork.Linux.Nftables;

/// <summary>Compares a table as it should be with the kernel's.</summary>
internal sealed class TableComparison(TableContent desired, TableContent? actual)
{
    private readonly List<TableDifference> _differences = [];

    internal IReadOnlyList<TableDifference> Differences()
    {
        if (actual is null)
        {
            return [new TableDifference(DifferenceKind.Missing, $"table {desired.Table}")];
        }

        if (desired.Table != actual.Table)
        {
            Add(DifferenceKind.Changed, $"table {desired.Table}");
        }

        CompareChains(actual);
        CompareRules(actual);
        CompareSets(actual);
        return _differences;
    }

    private void CompareChains(TableContent other)
    {
        var there = other.Chains.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (var chain in desired.Chains)
        {
            if (!there.Remove(chain.Name, out var found))
            {
                Add(DifferenceKind.Missing, $"chain {chain}");
            }
            else if (chain.Hook != found.Hook || chain.Comment != found.Comment)
            {
                Add(DifferenceKind.Changed, $"chain {chain}");
            }
        }

        AddUnexpected(there.Values.Select(c => $"chain {c}"));
    }

    private void CompareRules(TableContent other)
    {
        foreach (var chain in desired.Chains)
        {
            var wanted = desired.Rules.Where(r => r.Chain.Name == chain.Name).ToList();
            var there = other.Rules.Where(r => r.Chain.Name == chain.Name).ToList();
            if (wanted.SequenceEqual(there))
            {
                continue;
            }

            var missing = wanted.Where(r => !there.Remove(r)).ToList();
            missing.ForEach(r => Add(DifferenceKind.Missing, r.ToString()));
            AddUnexpected(there.Select(r => r.ToString()));
            if (missing.Count == 0 && there.Count == 0)
            {
                Add(DifferenceKind.Changed, $"order of rules of {chain}");
            }
        }
    }

    private void CompareSets(TableContent other)
    {
        foreach (var (name, content) in desired.Sets)
        {
            if (!other.Sets.TryGetValue(name, out var found))
            {
                Add(DifferenceKind.Missing, $"set {content.Set}");
            }
            else
            {
                CompareSet(content, found);
            }
        }

        AddUnexpected(other.Sets.Values.Where(c => !desired.Sets.ContainsKey(c.Set.Name)).Select(c => $"set {c.Set}"));
    }

    private void CompareSet(SetContent wanted, SetContent found)
    {
        // The kernel gives back only the names of the table.
        if (found.Set with { Table = wanted.Set.Table } != wanted.Set)
        {
            Add(DifferenceKind.Changed, $"set {wanted.Set}");
            return;
        }

        // What rules put into a dynamic set is nobody's wish.
        if (wanted.Set.Dynamic)
        {
            return;
        }

        var there = new Dictionary<NftData, SetElement>();
        found.Elements.ForEach(e => there[e.Key] = e);
        foreach (var element in wanted.Elements)
        {
            if (!there.Remove(element.Key, out var other))
            {
                Add(DifferenceKind.Missing, $"element {element} of {wanted.Set}");
            }
            else if (element.WithoutState() != other.WithoutState())
            {
                Add(DifferenceKind.Changed, $"element {element} of {wanted.Set}");
            }
        }

        AddUnexpected(there.Values.Select(e => $"element {e.WithoutState()} of {wanted.Set}"));
    }

    private void AddUnexpected(IEnumerable<string> subjects)
    {
        foreach (var subject in subjects)
        {
            Add(DifferenceKind.Unexpected, subject);
        }
    }

    private void Add(DifferenceKind kind, string subject) => _differences.Add(new TableDifference(kind, subject));
}
