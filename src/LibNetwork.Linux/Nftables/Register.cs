namespace LibNetwork.Linux.Nftables;

/// <summary>A place where expressions leave values for one another: 64 bytes in 16 slots of four.</summary>
/// <param name="Slot">The first slot of the value, 0 to 15.</param>
public readonly record struct Register(byte Slot)
{
    private const uint First128 = 1; // NFT_REG_1: four slots each
    private const uint First32 = 8; // NFT_REG32_00

    /// <summary>The first slot, where a lookup finds its key.</summary>
    public static Register First => default;

    /// <summary>The register that begins behind a value of this many bytes.</summary>
    public Register After(int bytes) => new((byte)(Slot + ((bytes + 3) / 4)));

    // The kernel names a slot on a 16-byte border by the 16-byte register, and so do we, to compare what it dumps.
    internal uint Number => Slot % 4 == 0 ? First128 + (Slot / 4u) : First32 + Slot;

    internal static Register FromNumber(uint number) =>
        new((byte)(number >= First32 ? number - First32 : (number - First128) * 4));
}
