using System.Collections.Immutable;

namespace LibNetwork.Linux.Nftables;

/// <summary>One statement of a rule as a person would write it; the kernel sees one or more expressions.</summary>
/// <remarks>Matches come from <see cref="Match"/>, translations from <see cref="Nat"/>, endings from <see cref="Verdict"/>; the rest
/// is here.</remarks>
public sealed class Statement : IEquatable<Statement>
{
    /// <summary>Counts packets and bytes that come this far.</summary>
    public static readonly Statement Counter = new(new CounterExpression());

    /// <summary>Takes the packet out of connection tracking. Before it only: priority <see cref="ChainPriority.Raw"/>.</summary>
    public static readonly Statement Notrack = new(new NotrackExpression());

    /// <summary>Makes a statement of expressions.</summary>
    public Statement(params ReadOnlySpan<Expression> expressions) => Expressions = [.. expressions];

    internal ImmutableArray<Expression> Expressions { get; private init; }

    /// <summary>What must be known before, such as the protocol whose header is read.</summary>
    internal ImmutableArray<Statement> Requirements { get; init; } = [];

    /// <summary>Sets the packet's mark.</summary>
    public static Statement SetMark(uint mark) => new(
        new ImmediateExpression(Register.First, NftData.Mark(mark)),
        new MetaExpression(MetaKey.Mark, Register.First) { Sets = true });

    /// <summary>Sets the connection's mark.</summary>
    public static Statement SetConnectionMark(uint mark) => new(
        new ImmediateExpression(Register.First, NftData.Mark(mark)),
        new ConntrackExpression(ConntrackKey.Mark, Register.First) { Sets = true });

    /// <summary>Goes on only while the rate is kept.</summary>
    /// <param name="packets">How many packets in one unit, at least 1.</param>
    /// <param name="unit">The unit of time: one second, minute, hour, day or week.</param>
    /// <param name="burst">How many may come at once on top. Default: 5.</param>
    public static Statement Limit(ulong packets, TimeSpan unit, uint burst = 5) =>
        new(new LimitExpression(packets, (ulong)unit.TotalSeconds, burst));

    /// <summary>Writes a line to the kernel's log.</summary>
    /// <param name="prefix">What the line begins with, at most 127 bytes.</param>
    /// <param name="level">How urgent it is. Default: warning.</param>
    public static Statement Log(string prefix, LogLevel level = LogLevel.Warning) => new(new LogExpression(prefix, level));

    /// <summary>Drops the packet and tells its sender why, in ICMP or ICMPv6.</summary>
    public static Statement Reject(RejectReason reason = RejectReason.PortUnreachable) =>
        new(new RejectExpression(RejectType.IcmpxUnreachable, (byte)reason));

    /// <summary>Drops a TCP packet and resets its connection.</summary>
    public static Statement RejectWithReset() =>
        new(new RejectExpression(RejectType.TcpReset, 0)) { Requirements = [Match.TcpOnly] };

    /// <summary>Adds what the selector reads to a set, unless it is there (<c>add @set { … }</c>).</summary>
    /// <param name="set">A set made with <see cref="Set.Dynamic"/>.</param>
    /// <param name="selector">What is read from the packet.</param>
    /// <param name="timeout">How long the element stays; null for the set's own time.</param>
    public static Statement AddTo(Set set, Selector selector, TimeSpan? timeout = null) =>
        Dynamic(DynamicSetOperation.Add, set, selector, timeout);

    /// <summary>As <see cref="AddTo"/>; an element that is there begins its time anew (<c>update @set { … }</c>).</summary>
    public static Statement Update(Set set, Selector selector, TimeSpan? timeout = null) =>
        Dynamic(DynamicSetOperation.Update, set, selector, timeout);

    /// <summary>Takes what the selector reads out of a set (<c>delete @set { … }</c>).</summary>
    public static Statement DeleteFrom(Set set, Selector selector) => Dynamic(DynamicSetOperation.Delete, set, selector, null);

    /// <summary>A bare expression is a statement.</summary>
    public static implicit operator Statement(Expression expression) => new(expression);

    /// <summary>Whether both run the same expressions.</summary>
    public bool Equals(Statement? other) => other is not null && Expressions.SequenceEqual(other.Expressions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Statement);

    /// <inheritdoc/>
    public override int GetHashCode() => Expressions.Length == 0 ? 0 : HashCode.Combine(Expressions.Length, Expressions[0]);

    /// <summary>The expressions, as they are.</summary>
    public override string ToString() => string.Join(" ", Expressions);

    private static Statement Dynamic(DynamicSetOperation operation, Set set, Selector selector, TimeSpan? timeout)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(selector);
        set.RequireKey(selector.Type);
        return selector.Then(new DynamicSetExpression(operation, set.Name, Register.First) { Timeout = timeout });
    }
}
