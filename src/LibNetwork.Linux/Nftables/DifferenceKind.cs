namespace LibNetwork.Linux.Nftables;

/// <summary>How what the kernel has differs from what it should have.</summary>
public enum DifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there and should not be.</summary>
    Unexpected,

    /// <summary>It is there, but not as it should be.</summary>
    Changed,
}
