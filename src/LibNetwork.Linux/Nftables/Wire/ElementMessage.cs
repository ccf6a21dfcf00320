using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Elements of sets on the wire (<c>enum nft_set_elem_list_attributes</c>, <c>enum nft_set_elem_attributes</c>).</summary>
internal static class ElementMessage
{
    private const ushort TableName = 1; // NFTA_SET_ELEM_LIST_TABLE
    private const ushort SetName = 2; // NFTA_SET_ELEM_LIST_SET
    private const ushort Elements = 3; // NFTA_SET_ELEM_LIST_ELEMENTS
    private const ushort ListElement = 1; // NFTA_LIST_ELEM

    private const ushort Key = 1; // NFTA_SET_ELEM_KEY
    private const ushort Value = 2; // NFTA_SET_ELEM_DATA
    private const ushort Flags = 3; // NFTA_SET_ELEM_FLAGS
    private const ushort Timeout = 4; // NFTA_SET_ELEM_TIMEOUT
    private const ushort Data = 6; // NFTA_SET_ELEM_USERDATA
    private const ushort Counter = 7; // NFTA_SET_ELEM_EXPR
    private const ushort KeyEnd = 10; // NFTA_SET_ELEM_KEY_END

    // An attribute has a 16-bit length; what is left to it holds the greatest element there can be.
    private const int MaximalList = 60_000;

    internal static void WriteSet(MessageWriter writer, Set set)
    {
        writer.WriteHeader(new NetfilterHeader(set.Table.Family));
        writer.WriteString(TableName, set.Table.Name);
        writer.WriteString(SetName, set.Name);
    }

    /// <summary>Writes as many elements as one message holds; answers how many.</summary>
    internal static int Write(MessageWriter writer, Set set, ReadOnlySpan<SetElement> elements)
    {
        WriteSet(writer, set);
        var list = writer.BeginNest(Elements);
        var start = writer.Written.Length;
        var count = 0;
        while (count < elements.Length && writer.Written.Length - start < MaximalList)
        {
            Write(writer, set, elements[count]);
            count++;
        }

        writer.EndNested(list);
        return count;
    }

    /// <summary>The elements of one message of a dump, half an interval each where the kernel keeps them so.</summary>
    internal static List<RawElement> Read(ReadOnlySpan<byte> body)
    {
        var elements = new List<RawElement>();
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            if (attributes.Type == Elements)
            {
                var list = attributes.Nested;
                while (list.Read())
                {
                    elements.Add(ReadElement(list.Nested));
                }
            }
        }

        return elements;
    }

    /// <summary>The element's key that the attribute at this place of a message holds; for saying which one was refused.</summary>
    internal static NftData? FindKey(ReadOnlySpan<byte> message, int offset)
    {
        if (offset <= 0 || offset >= message.Length)
        {
            return null;
        }

        var at = new AttributeReader(message[offset..]);
        return at.Read() && at.Type == ListElement && ReadElement(at.Nested).Element is { Key.Length: > 0 } element ? element.Key : null;
    }

    private static void Write(MessageWriter writer, Set set, in SetElement element)
    {
        Require(set, element);
        var nest = writer.BeginNest(ListElement);
        if (element.Timeout is { } timeout)
        {
            writer.WriteUInt64BigEndian(Timeout, (ulong)timeout.TotalMilliseconds);
        }

        writer.WriteData(Key, element.Key);
        if (set.IsConcatenatedInterval)
        {
            writer.WriteData(KeyEnd, element.Last ?? element.Key);
        }

        if (element.Verdict is { } verdict)
        {
            writer.WriteVerdict(Value, verdict);
        }
        else if (element.Value is { } value)
        {
            writer.WriteData(Value, value);
        }

        UserData.WriteComment(writer, Data, element.Comment);
        writer.EndNested(nest);
        if (set.Interval && !set.IsConcatenatedInterval && (element.Last ?? element.Key).TryIncrement(out var end))
        {
            WriteIntervalEnd(writer, end);
        }
    }

    // To the kernel a single interval is two elements: its first key, and the first key that is no longer part of it.
    private static void WriteIntervalEnd(MessageWriter writer, in NftData end)
    {
        var nest = writer.BeginNest(ListElement);
        writer.WriteUInt32BigEndian(Flags, RawElement.IntervalEnd);
        writer.WriteData(Key, end);
        writer.EndNested(nest);
    }

    private static void Require(Set set, in SetElement element)
    {
        var mapped = set.MappedType;
        var valueFits = mapped is null ? element.Value is null && element.Verdict is null
            : mapped == DataType.Verdict ? element.Value is null
            : element.Verdict is null && (element.Value is null || element.Value.Value.Length == mapped.Length);
        var rangeFits = element.Last is not { } last || (set.Interval && last.Length == element.Key.Length);
        if (element.Key.Length != set.KeyType.Length || !rangeFits || !valueFits)
        {
            throw new ArgumentException($"element {element} does not fit {set} of {set.KeyType}{(mapped is null ? "" : $" : {mapped}")}");
        }
    }

    private static RawElement ReadElement(AttributeReader attributes)
    {
        var (flags, element) = (0u, default(SetElement));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Key:
                    element = element with { Key = DataAttributes.Read(attributes.Nested) };
                    break;
                case KeyEnd:
                    element = element with { Last = DataAttributes.Read(attributes.Nested) };
                    break;
                case Value:
                    DataAttributes.Read(attributes.Nested, out var value, out var verdict);
                    element = element with { Value = verdict is null ? value : null, Verdict = verdict };
                    break;
                case Flags:
                    flags = attributes.UInt32BigEndian;
                    break;
                case Timeout:
                    element = element with { Timeout = TimeSpan.FromMilliseconds(attributes.UInt64BigEndian) };
                    break;
                case Counter:
                    element = element with { Counted = ExpressionList.ReadOne(attributes.Nested) as CounterExpression };
                    break;
                case Data:
                    element = element with { Comment = UserData.FindText(attributes.Value, UserData.ObjectComment) };
                    break;
            }
        }

        return new RawElement(element.Last == element.Key ? element with { Last = null } : element, flags);
    }
}
