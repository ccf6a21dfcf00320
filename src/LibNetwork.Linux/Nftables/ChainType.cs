namespace LibNetwork.Linux.Nftables;

/// <summary>What a base chain may do.</summary>
public enum ChainType
{
    /// <summary>Accept and drop.</summary>
    Filter,

    /// <summary>Translate addresses. Sees only the first packet of each connection.</summary>
    Nat,

    /// <summary>Change a packet so that it is routed again. Hook <see cref="ChainHookPoint.Output"/> only.</summary>
    Route,
}
