namespace LibNetwork.Linux.Nftables;

/// <summary>One transaction that somebody committed.</summary>
/// <param name="Generation">The number of the ruleset after it; 0 when <see cref="IsOverrun"/>.</param>
/// <param name="Origin">Who did it: the kernel's number for the socket it came by (<see cref="NftablesSocket.Origin"/>).</param>
/// <param name="ProcessName">The name of the thread that sent it, at most 15 bytes.</param>
/// <param name="Tables">The tables it changed, the elements of their sets included.</param>
public sealed record RulesetChange(uint Generation, uint Origin, string ProcessName, IReadOnlyCollection<Table> Tables)
{
    /// <summary>Whether more happened than could be kept, and it is not known what: compare everything.</summary>
    public bool IsOverrun => Generation == 0;

    internal static RulesetChange Overrun { get; } = new(0, 0, "", []);
}
