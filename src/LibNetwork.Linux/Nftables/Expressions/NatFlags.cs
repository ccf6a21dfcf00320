namespace LibNetwork.Linux.Nftables;

/// <summary>How a port is chosen when an address is translated (<c>NF_NAT_RANGE_*</c>).</summary>
[Flags]
public enum NatFlags : uint
{
    /// <summary>The port stays when it can.</summary>
    None = 0,

    /// <summary>The port is random.</summary>
    Random = 4, // NF_NAT_RANGE_PROTO_RANDOM

    /// <summary>One client always gets the same address.</summary>
    Persistent = 8, // NF_NAT_RANGE_PERSISTENT

    /// <summary>The port is random and cannot be guessed.</summary>
    FullyRandom = 16, // NF_NAT_RANGE_PROTO_RANDOM_FULLY
}
