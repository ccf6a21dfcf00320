using System.Collections;

namespace LibNetwork.Linux.Nftables;

/// <summary>A rule: statements in order; the first match that fails ends it.</summary>
/// <remarks>
/// <code>
/// new Rule(forward, "OUTGOING") { Match.InputInterface.In(bridges), Statement.Counter, Verdict.Accept }
/// </code>
/// A protocol that a statement takes for granted (<c>meta nfproto ipv4</c> before <c>ip saddr</c>) is tested once, before it.
/// </remarks>
/// <param name="chain">The chain it is appended to.</param>
/// <param name="comment">A word for whoever lists it, at most 128 bytes; null for none.</param>
public sealed class Rule(Chain chain, string? comment = null) : IEnumerable<Expression>, IEquatable<Rule>
{
    private readonly List<Expression> _expressions = [];
    private readonly List<Statement> _tested = [];

    /// <summary>The chain it belongs to.</summary>
    public Chain Chain { get; } = chain;

    /// <summary>A word for whoever lists it; null for none.</summary>
    public string? Comment { get; } = comment;

    /// <summary>The kernel's number for it; 0 until it was read back.</summary>
    public ulong Handle { get; init; }

    /// <summary>What the kernel runs, in order.</summary>
    public IReadOnlyList<Expression> Expressions => _expressions;

    /// <summary>Appends a statement.</summary>
    public void Add(Statement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        foreach (var requirement in statement.Requirements)
        {
            if (!_tested.Contains(requirement))
            {
                _tested.Add(requirement);
                _expressions.AddRange(requirement.Expressions);
            }
        }

        _expressions.AddRange(statement.Expressions);
    }

    /// <summary>Appends one bare expression.</summary>
    public void Add(Expression expression) => _expressions.Add(expression);

    /// <summary>Ends the rule with a verdict.</summary>
    public void Add(Verdict verdict) => _expressions.Add(new VerdictExpression(verdict));

    /// <inheritdoc/>
    public IEnumerator<Expression> GetEnumerator() => _expressions.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Whether both do the same in the same chain under the same comment; what was counted and the handle do not matter.</summary>
    public bool Equals(Rule? other) =>
        other is not null
        && Chain.Name == other.Chain.Name && Chain.Table.Name == other.Chain.Table.Name && Chain.Table.Family == other.Chain.Table.Family
        && Comment == other.Comment
        && _expressions.Select(e => e.WithoutState()).SequenceEqual(other._expressions.Select(e => e.WithoutState()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Rule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Chain.Name, Comment, _expressions.Count);

    /// <summary>The chain, and the comment if there is one.</summary>
    public override string ToString() => Comment is null ? $"rule of {Chain}" : $"rule of {Chain} \"{Comment}\"";
}
