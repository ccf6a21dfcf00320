using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Sets and maps on the wire (<c>enum nft_set_attributes</c>).</summary>
internal static class SetMessage
{
    private const ushort TableName = 1; // NFTA_SET_TABLE
    private const ushort Name = 2; // NFTA_SET_NAME
    private const ushort Flags = 3; // NFTA_SET_FLAGS
    private const ushort KeyType = 4; // NFTA_SET_KEY_TYPE
    private const ushort KeyLength = 5; // NFTA_SET_KEY_LEN
    private const ushort ValueType = 6; // NFTA_SET_DATA_TYPE
    private const ushort ValueLength = 7; // NFTA_SET_DATA_LEN
    private const ushort Description = 9; // NFTA_SET_DESC
    private const ushort Id = 10; // NFTA_SET_ID
    private const ushort Timeout = 11; // NFTA_SET_TIMEOUT
    private const ushort CollectionInterval = 12; // NFTA_SET_GC_INTERVAL
    private const ushort Data = 13; // NFTA_SET_USERDATA
    private const ushort ElementExpression = 17; // NFTA_SET_EXPR

    private const ushort DescriptionSize = 1; // NFTA_SET_DESC_SIZE
    private const ushort DescriptionFields = 2; // NFTA_SET_DESC_CONCAT
    private const ushort ListElement = 1; // NFTA_LIST_ELEM
    private const ushort FieldLength = 1; // NFTA_SET_FIELD_LEN

    private const uint IntervalFlag = 0x04; // NFT_SET_INTERVAL
    private const uint MapFlag = 0x08; // NFT_SET_MAP
    private const uint TimeoutFlag = 0x10; // NFT_SET_TIMEOUT
    private const uint DynamicFlag = 0x20; // NFT_SET_EVAL
    private const uint ConcatenationFlag = 0x80; // NFT_SET_CONCAT

    /// <param name="writer">Gets the attributes.</param>
    /// <param name="set">The set.</param>
    /// <param name="id">Its number in this transaction, which the kernel wants even if nobody uses it.</param>
    internal static void Write(MessageWriter writer, Set set, uint id)
    {
        WriteName(writer, set);
        writer.WriteUInt32BigEndian(Flags, FlagsOf(set));
        writer.WriteUInt32BigEndian(KeyType, set.KeyType.Id);
        writer.WriteUInt32BigEndian(KeyLength, (uint)set.KeyType.Length);
        if (set.MappedType is { } mapped)
        {
            writer.WriteUInt32BigEndian(ValueType, mapped.Id);
            writer.WriteUInt32BigEndian(ValueLength, (uint)mapped.Length);
        }

        writer.WriteUInt32BigEndian(Id, id);
        WriteDescription(writer, set);
        if (set.Timeout is { } timeout)
        {
            writer.WriteUInt64BigEndian(Timeout, (ulong)timeout.TotalMilliseconds);
        }

        if (set.CollectionInterval is { } interval)
        {
            writer.WriteUInt32BigEndian(CollectionInterval, (uint)interval.TotalMilliseconds);
        }

        UserData.WriteSet(writer, Data, set);
        if (set.Counts)
        {
            ExpressionList.WriteOne(writer, ElementExpression, new CounterExpression());
        }
    }

    internal static void WriteName(MessageWriter writer, Set set)
    {
        WriteTable(writer, set.Table);
        writer.WriteString(Name, set.Name);
    }

    internal static void WriteTable(MessageWriter writer, Table table)
    {
        writer.WriteHeader(new NetfilterHeader(table.Family));
        writer.WriteString(TableName, table.Name);
    }

    internal static Set Read(ReadOnlySpan<byte> body)
    {
        var (table, name, comment, flags) = ("", "", default(string), 0u);
        var (keyId, keyLength, valueId, valueLength) = (0u, 0u, 0u, 0u);
        var (size, timeout, interval, counts) = (default(uint?), default(TimeSpan?), default(TimeSpan?), false);
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case TableName:
                    table = attributes.Text;
                    break;
                case Name:
                    name = attributes.Text;
                    break;
                case Flags:
                    flags = attributes.UInt32BigEndian;
                    break;
                case KeyType:
                    keyId = attributes.UInt32BigEndian;
                    break;
                case KeyLength:
                    keyLength = attributes.UInt32BigEndian;
                    break;
                case ValueType:
                    valueId = attributes.UInt32BigEndian;
                    break;
                case ValueLength:
                    valueLength = attributes.UInt32BigEndian;
                    break;
                case Description:
                    size = ReadSize(attributes.Nested);
                    break;
                case Timeout:
                    timeout = TimeSpan.FromMilliseconds(attributes.UInt64BigEndian);
                    break;
                case CollectionInterval when attributes.UInt32BigEndian != 0:
                    interval = TimeSpan.FromMilliseconds(attributes.UInt32BigEndian);
                    break;
                case Data:
                    comment = UserData.FindText(attributes.Value, UserData.SetComment);
                    break;
                case ElementExpression:
                    counts = ExpressionList.ReadOne(attributes.Nested) is CounterExpression;
                    break;
            }
        }

        var owner = new Table((TableFamily)body[0], table);
        var keyType = DataType.FromKernel(keyId, (int)keyLength);
        var valueType = DataType.FromKernel(valueId, (int)valueLength);
        var set = (flags & MapFlag) == 0 ? new Set(owner, name, keyType)
            : valueType == DataType.Verdict ? new VerdictMap(owner, name, keyType)
            : new Map(owner, name, keyType, valueType);
        return set with
        {
            Interval = (flags & IntervalFlag) != 0,
            Dynamic = (flags & DynamicFlag) != 0,
            HasTimeouts = (flags & TimeoutFlag) != 0 && timeout is null,
            Timeout = timeout,
            CollectionInterval = interval,
            Size = size,
            Counts = counts,
            Comment = comment,
        };
    }

    private static uint FlagsOf(Set set) =>
        (set.Interval ? IntervalFlag : 0)
        | (set.MappedType is null ? 0 : MapFlag)
        | (set.HasTimeouts || set.Timeout is not null ? TimeoutFlag : 0)
        | (set.Dynamic ? DynamicFlag : 0)
        | (set.IsConcatenatedInterval ? ConcatenationFlag : 0);

    private static void WriteDescription(MessageWriter writer, Set set)
    {
        if (set.Size is null && !set.IsConcatenatedInterval)
        {
            return;
        }

        var description = writer.BeginNest(Description);
        if (set.Size is { } size)
        {
            writer.WriteUInt32BigEndian(DescriptionSize, size);
        }

        if (set.IsConcatenatedInterval)
        {
            var fields = writer.BeginNest(DescriptionFields);
            foreach (var field in set.KeyType.Fields)
            {
                var element = writer.BeginNest(ListElement);
                writer.WriteUInt32BigEndian(FieldLength, (uint)field.Length);
                writer.EndNested(element);
            }

            writer.EndNested(fields);
        }

        writer.EndNested(description);
    }

    private static uint? ReadSize(AttributeReader attributes)
    {
        while (attributes.Read())
        {
            if (attributes.Type == DescriptionSize)
            {
                return attributes.UInt32BigEndian;
            }
        }

        return null;
    }
}
