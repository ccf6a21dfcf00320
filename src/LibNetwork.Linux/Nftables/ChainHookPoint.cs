namespace LibNetwork.Linux.Nftables;

/// <summary>Where on a packet's way a base chain sits.</summary>
public enum ChainHookPoint
{
    /// <summary>Everything that arrives, before routing.</summary>
    Prerouting,

    /// <summary>What is for this machine.</summary>
    Input,

    /// <summary>What passes through.</summary>
    Forward,

    /// <summary>What this machine sends.</summary>
    Output,

    /// <summary>Everything that leaves, after routing.</summary>
    Postrouting,

    /// <summary>What a device receives, before all else. Families <c>netdev</c> and <c>inet</c>; wants a device.</summary>
    Ingress,

    /// <summary>What a device sends, after all else. Family <c>netdev</c>; wants a device.</summary>
    Egress,
}
