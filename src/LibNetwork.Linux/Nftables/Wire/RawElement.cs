namespace LibNetwork.Linux.Nftables;

/// <summary>An element as the kernel keeps it. In a set of single intervals that is only one end of one.</summary>
/// <param name="Element">What it holds.</param>
/// <param name="Flags">What kind it is (<c>enum nft_set_elem_flags</c>).</param>
internal readonly record struct RawElement(SetElement Element, uint Flags)
{
    internal const uint IntervalEnd = 0x1; // NFT_SET_ELEM_INTERVAL_END

    internal bool IsEnd => (Flags & IntervalEnd) != 0;

    /// <summary>Puts the two ends of each interval together again.</summary>
    internal static List<SetElement> Join(Set set, List<RawElement> raw)
    {
        if (!set.Interval || set.IsConcatenatedInterval)
        {
            return raw.ConvertAll(r => r.Element);
        }

        // At the same key an interval's end comes before the next one's start.
        raw.Sort(static (a, b) =>
            a.Element.Key.Bytes.SequenceCompareTo(b.Element.Key.Bytes) is not 0 and var order ? order : b.IsEnd.CompareTo(a.IsEnd));
        var joined = new List<SetElement>(raw.Count / 2);
        for (var i = 0; i < raw.Count; i++)
        {
            if (!raw[i].IsEnd)
            {
                var element = raw[i].Element;
                var beyond = i + 1 < raw.Count ? raw[i + 1].Element.Key : NftData.Zero(element.Key.Length);
                var last = beyond.Decrement();
                joined.Add(element with { Last = last == element.Key ? null : last });
            }
        }

        return joined;
    }
}
