namespace LibNetwork.Linux.Nftables;

/// <summary>The order of a value's bytes in the registers, as <c>nft</c> notes it with a set.</summary>
public enum ByteOrder : uint
{
    /// <summary>Of no meaning: verdicts, concatenations.</summary>
    None = 0,

    /// <summary>The machine's.</summary>
    Host = 1,

    /// <summary>Network byte order.</summary>
    BigEndian = 2,
}
