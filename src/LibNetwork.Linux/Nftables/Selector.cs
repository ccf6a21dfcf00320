using System.Collections.Immutable;

namespace LibNetwork.Linux.Nftables;

/// <summary>Something that can be read from a packet, and what may be asked of it. <see cref="Match"/> has them all.</summary>
public sealed class Selector
{
    private readonly Func<Register, Expression>? _load;
    private readonly ImmutableArray<Selector> _parts = [];

    internal Selector(DataType type, Func<Register, Expression> load, params ReadOnlySpan<Statement> requirements)
    {
        Type = type;
        _load = load;
        Requirements = [.. requirements];
    }

    private Selector(ReadOnlySpan<Selector> parts)
    {
        _parts = [.. parts];
        Type = DataType.Concatenation([.. _parts.Select(p => p.Type)]);
        Requirements = [.. _parts.SelectMany(p => p.Requirements).Distinct()];
    }

    /// <summary>The type of what is read.</summary>
    public DataType Type { get; }

    internal ImmutableArray<Statement> Requirements { get; }

    /// <summary>Several at once: <c>iifname . oifname</c>.</summary>
    /// <param name="parts">Two or more; together at most 64 bytes.</param>
    public static Selector Concatenation(params ReadOnlySpan<Selector> parts) => new(parts);

    /// <summary>It equals the value.</summary>
    public Statement Is(in NftData value) => Compare(ComparisonOperator.Equal, value);

    /// <summary>It does not equal the value.</summary>
    public Statement IsNot(in NftData value) => Compare(ComparisonOperator.NotEqual, value);

    /// <summary>It lies between the two, both included.</summary>
    public Statement Between(in NftData first, in NftData last) => Then(new RangeExpression(Register.First, Fitting(first), Fitting(last)));

    /// <summary>The bits of the mask equal the value.</summary>
    public Statement HasBits(in NftData mask, in NftData value) => Then(
        new BitwiseExpression(Register.First, Fitting(mask), NftData.Zero(Type.Length)),
        new CompareExpression(ComparisonOperator.Equal, Register.First, Fitting(value)));

    /// <summary>At least one bit of the mask is set.</summary>
    public Statement HasAnyBit(in NftData mask) => Then(
        new BitwiseExpression(Register.First, Fitting(mask), NftData.Zero(Type.Length)),
        new CompareExpression(ComparisonOperator.NotEqual, Register.First, NftData.Zero(Type.Length)));

    /// <summary>It begins with these bytes; for interface names, <c>"br-*"</c>.</summary>
    public Statement StartsWith(in NftData prefix) => Then(new CompareExpression(ComparisonOperator.Equal, Register.First, prefix));

    /// <summary>It is an element of the set.</summary>
    public Statement In(Set set) => Lookup(set, inverted: false);

    /// <summary>It is not an element of the set.</summary>
    public Statement NotIn(Set set) => Lookup(set, inverted: true);

    /// <summary>What the map says becomes of the packet; a packet that the map does not know goes on.</summary>
    public Statement Dispatch(VerdictMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        map.RequireKey(Type);
        return Then(new LookupExpression(map.Name, Register.First) { Verdict = true });
    }

    /// <summary>Reads it into the registers from <see cref="Register.First"/> on, then runs the expressions.</summary>
    internal Statement Then(params ReadOnlySpan<Expression> expressions) =>
        new([.. Load(Register.First), .. expressions]) { Requirements = Requirements };

    /// <summary>Looks it up in a map; the value lies in the registers from <see cref="Register.First"/> on.</summary>
    internal Statement ThenLookup(Map map, Expression use)
    {
        map.RequireKey(Type);
        return Then(new LookupExpression(map.Name, Register.First) { Destination = Register.First }, use);
    }

    private Statement Lookup(Set set, bool inverted)
    {
        ArgumentNullException.ThrowIfNull(set);
        set.RequireKey(Type);
        return Then(new LookupExpression(set.Name, Register.First) { Inverted = inverted });
    }

    private Statement Compare(ComparisonOperator comparison, in NftData value) =>
        Then(new CompareExpression(comparison, Register.First, Fitting(value)));

    private IEnumerable<Expression> Load(Register register)
    {
        if (_load is not null)
        {
            yield return _load(register);
        }

        foreach (var part in _parts)
        {
            yield return part._load!(register);
            register = register.After(part.Type.Length);
        }
    }

    private NftData Fitting(in NftData value) => value.Length == Type.Length
        ? value
        : throw new ArgumentException($"{Type} takes {Type.Length} bytes, not {value.Length}");
}
