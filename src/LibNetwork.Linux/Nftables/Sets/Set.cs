namespace LibNetwork.Linux.Nftables;

/// <summary>A named set: keys that rules look up at a cost that does not grow with their number.</summary>
/// <param name="Table">The table it lives in.</param>
/// <param name="Name">1 to 255 bytes, unique among the table's sets and maps.</param>
/// <param name="KeyType">The type of its keys.</param>
public record Set(Table Table, string Name, DataType KeyType)
{
    /// <summary>Whether an element may be a range: a subnet, ports 80 to 90. Default: false.</summary>
    /// <remarks>Changing a set of ranges costs the kernel time that grows with the set: about 20 ns an element for single ranges
    /// (Linux 6.18).</remarks>
    public bool Interval { get; init; }

    /// <summary>Whether rules may change it (<see cref="Statement.AddTo"/>). Default: false.</summary>
    public bool Dynamic { get; init; }

    /// <summary>Whether elements may go away by themselves. Default: false, unless <see cref="Timeout"/> is given.</summary>
    public bool HasTimeouts { get; init; }

    /// <summary>How long an element stays that does not say so itself; null for ever. Whole milliseconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How often elements whose time is over are cleared away; null leaves it to the kernel. Whole milliseconds.</summary>
    public TimeSpan? CollectionInterval { get; init; }

    /// <summary>The most elements it takes; null for no limit. A dynamic set should have one.</summary>
    public uint? Size { get; init; }

    /// <summary>Whether each element counts the packets that found it. Default: false.</summary>
    public bool Counts { get; init; }

    /// <summary>A word for whoever lists it, at most 128 bytes; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>As <c>nft</c> names it: <c>inet filter blocked</c>.</summary>
    public sealed override string ToString() => $"{Table} {Name}";

    /// <summary>The type of a map's values; null for a set.</summary>
    internal virtual DataType? MappedType => null;

    internal bool IsConcatenatedInterval => Interval && !KeyType.Fields.IsEmpty;

    /// <summary>Refuses what would never match: the kernel compares bytes and knows no types.</summary>
    internal void RequireKey(DataType type)
    {
        if (type != KeyType)
        {
            throw new ArgumentException($"{this} has keys of {KeyType}, not {type}");
        }
    }
}
