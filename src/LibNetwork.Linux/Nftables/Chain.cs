namespace LibNetwork.Linux.Nftables;

/// <summary>A chain: rules in order. With a <see cref="Hook"/> packets enter it by themselves, else by a jump or a goto.</summary>
/// <param name="Table">The table it lives in.</param>
/// <param name="Name">1 to 255 bytes, unique in the table.</param>
public sealed record Chain(Table Table, string Name)
{
    /// <summary>Where packets enter it; null for a regular chain.</summary>
    public ChainHook? Hook { get; init; }

    /// <summary>A word for whoever lists it, at most 128 bytes; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>As <c>nft</c> writes it: <c>inet filter forward</c>.</summary>
    public override string ToString() => $"{Table} {Name}";
}
