namespace LibNetwork.Linux.Nftables;

/// <summary>One difference between what should be and what the kernel has.</summary>
/// <param name="Kind">How it differs.</param>
/// <param name="Subject">What differs, named: <c>set inet dnet networks</c>.</param>
public sealed record TableDifference(DifferenceKind Kind, string Subject)
{
    /// <summary>A sentence: <c>set inet dnet networks is missing</c>.</summary>
    public override string ToString() => $"{Subject} is {Kind.ToString().ToLowerInvariant()}";
}
