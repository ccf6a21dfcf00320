using System.Collections;
using System.Runtime.InteropServices;

namespace LibNetwork.Linux.Nftables;

/// <summary>A table with all that is in it: as it should be, or as the kernel has it.</summary>
/// <param name="table">The table itself.</param>
public sealed class TableContent(Table table) : IEnumerable<object>
{
    private readonly List<Chain> _chains = [];
    private readonly List<Rule> _rules = [];
    private readonly Dictionary<string, SetContent> _sets = new(StringComparer.Ordinal);

    /// <summary>The table itself.</summary>
    public Table Table { get; } = table;

    /// <summary>Its chains, in the order they were made.</summary>
    public IReadOnlyList<Chain> Chains => _chains;

    /// <summary>Its rules; those of one chain are in their order.</summary>
    public IReadOnlyList<Rule> Rules => _rules;

    /// <summary>Its sets and maps with their elements, by name.</summary>
    public IReadOnlyDictionary<string, SetContent> Sets => _sets;

    /// <summary>Adds a chain.</summary>
    public void Add(Chain chain) => _chains.Add(chain);

    /// <summary>Appends a rule to its chain.</summary>
    public void Add(Rule rule) => _rules.Add(rule);

    /// <summary>Adds a set or map, without elements.</summary>
    public void Add(Set set)
    {
        ArgumentNullException.ThrowIfNull(set);
        _sets.Add(set.Name, new SetContent(set));
    }

    /// <summary>Adds an element to a set that was added.</summary>
    public void Add(Set set, in SetElement element)
    {
        ArgumentNullException.ThrowIfNull(set);
        _sets[set.Name].Elements.Add(element);
    }

    /// <summary>What must be done to <paramref name="actual"/> to make it this; empty when nothing.</summary>
    /// <param name="actual">What the kernel has; null when the table is not there.</param>
    public IReadOnlyList<TableDifference> Compare(TableContent? actual) => new TableComparison(this, actual).Differences();

    /// <summary>The chains, the sets and the rules.</summary>
    public IEnumerator<object> GetEnumerator() => _chains.Cast<object>().Concat(_sets.Values).Concat(_rules).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void AddTo(NftablesBatch batch)
    {
        batch.Add(Table);
        foreach (var chain in _chains)
        {
            batch.Add(chain);
        }

        foreach (var content in _sets.Values)
        {
            batch.Add(content.Set);
        }

        // Rules before elements: checking the jumps of a rule costs the kernel a walk through the verdict map it looks into.
        foreach (var rule in _rules)
        {
            batch.Add(rule);
        }

        foreach (var content in _sets.Values)
        {
            batch.Add(content.Set, CollectionsMarshal.AsSpan(content.Elements));
        }
    }
}
