namespace LibNetwork.Linux.Nftables;

/// <summary>What happens to a packet that no rule of a base chain decided about.</summary>
public enum ChainPolicy : uint
{
    /// <summary>It is dropped.</summary>
    Drop = 0, // NF_DROP

    /// <summary>It goes on to the next base chain.</summary>
    Accept = 1, // NF_ACCEPT
}
