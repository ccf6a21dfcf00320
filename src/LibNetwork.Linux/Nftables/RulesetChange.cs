namespace LibNetwork.Linux.Nftables;

/// <summary>One transaction that somebody committed.</summary>
/// <param name="Generation">The number of the ruleset after it.</param>
/// <param name="ProcessId">Who did it, as seen from the namespace's first process; 0 when the kernel did not say.</param>
/// <param name="ProcessName">The name of that process, at most 15 bytes.</param>
/// <param name="Tables">The tables it changed, elements of sets included.</param>
public sealed record RulesetChange(uint Generation, uint ProcessId, string ProcessName, IReadOnlyCollection<Table> Tables);
