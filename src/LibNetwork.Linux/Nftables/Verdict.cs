namespace LibNetwork.Linux.Nftables;

/// <summary>What becomes of a packet: the end of a rule, or the value of a verdict map's element.</summary>
/// <param name="Code">What kind it is.</param>
/// <param name="Chain">The chain's name, for jump and goto; else null.</param>
public readonly record struct Verdict(VerdictCode Code, string? Chain = null)
{
    /// <summary>It passes this base chain; those behind it still see it.</summary>
    public static Verdict Accept => new(VerdictCode.Accept);

    /// <summary>It is dropped, for good.</summary>
    public static Verdict Drop => new(VerdictCode.Drop);

    /// <summary>Back to the chain that jumped here; in a base chain, to its policy.</summary>
    public static Verdict Return => new(VerdictCode.Return);

    /// <summary>On with the next rule.</summary>
    public static Verdict Continue => new(VerdictCode.Continue);

    /// <summary>Into a chain, and back here when it ends.</summary>
    public static Verdict Jump(Chain chain) => new(VerdictCode.Jump, Named(chain));

    /// <summary>Into a chain, and from its end to where this chain would return to.</summary>
    public static Verdict Goto(Chain chain) => new(VerdictCode.Goto, Named(chain));

    /// <summary>As <c>nft</c> writes it: <c>jump published</c>.</summary>
    public override string ToString() => Chain is null ? Word : $"{Word} {Chain}";

    private string Word => Code.ToString().ToLowerInvariant();

    private static string Named(Chain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        return chain.Name;
    }
}
