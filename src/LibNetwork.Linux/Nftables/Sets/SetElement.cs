using System.Net;

namespace LibNetwork.Linux.Nftables;

/// <summary>An element of a set, map or verdict map. A value: making one allocates nothing.</summary>
/// <param name="Key">The key; of a range, its first.</param>
public readonly record struct SetElement(NftData Key)
{
    /// <summary>The last key of a range, which is part of it; null for a single key. Sets with <see cref="Set.Interval"/> only.</summary>
    /// <remarks>Of a concatenation, each field has its own range.</remarks>
    public NftData? Last { get; init; }

    /// <summary>A map's value for the key.</summary>
    public NftData? Value { get; init; }

    /// <summary>A verdict map's value for the key.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>How long it stays; null for the set's own time. Whole milliseconds.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A word for whoever lists it, at most 128 bytes; null for none.</summary>
    public string? Comment { get; init; }

    /// <summary>What was counted so far; null when the set does not count.</summary>
    public CounterExpression? Counted { get; init; }

    /// <summary>All addresses of a subnet.</summary>
    public static SetElement Subnet(IPNetwork subnet)
    {
        var first = NftData.Address(subnet.BaseAddress);
        Span<byte> last = stackalloc byte[first.Length];
        first.Bytes.CopyTo(last);
        for (var bit = subnet.PrefixLength; bit < last.Length * 8; bit++)
        {
            last[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return Range(first, NftData.Of(last));
    }

    /// <summary>All keys between the two, both included.</summary>
    public static SetElement Range(in NftData first, in NftData last) => new(first) { Last = first == last ? null : last };

    /// <summary>Key, value and comment, in hexadecimal.</summary>
    public override string ToString()
    {
        var range = Last is { } last ? $"-{last}" : "";
        var value = Verdict is { } verdict ? $" : {verdict}" : Value is { } data ? $" : {data}" : "";
        return Comment is null ? $"{Key}{range}{value}" : $"{Key}{range}{value} \"{Comment}\"";
    }

    /// <summary>The same as it would be read back right after it was made.</summary>
    internal SetElement WithoutState() => this with { Counted = null };
}
