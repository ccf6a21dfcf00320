namespace LibNetwork.Linux.Nftables;

/// <summary>What makes a chain a base chain: the place where packets enter it.</summary>
/// <param name="Type">What its rules may do.</param>
/// <param name="Point">Where on a packet's way.</param>
/// <param name="Priority">Where among the base chains there; see <see cref="ChainPriority"/>.</param>
public sealed record ChainHook(ChainType Type, ChainHookPoint Point, int Priority)
{
    /// <summary>What happens to packets that no rule decided about. Default: accept.</summary>
    public ChainPolicy Policy { get; init; } = ChainPolicy.Accept;

    /// <summary>The device, for ingress and egress; else null.</summary>
    public string? Device { get; init; }
}
