using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Changes a set from the packet path.</summary>
/// <param name="Operation">What is done.</param>
/// <param name="Set">The set's name.</param>
/// <param name="Key">Where the key lies.</param>
public sealed record DynamicSetExpression(DynamicSetOperation Operation, string Set, Register Key) : Expression
{
    private const ushort SetName = 1; // NFTA_DYNSET_SET_NAME
    private const ushort OperationAttribute = 3; // NFTA_DYNSET_OP
    private const ushort SourceKey = 4; // NFTA_DYNSET_SREG_KEY
    private const ushort SourceData = 5; // NFTA_DYNSET_SREG_DATA
    private const ushort TimeoutAttribute = 6; // NFTA_DYNSET_TIMEOUT

    /// <summary>Where a map's value lies; null for a set.</summary>
    public Register? Value { get; init; }

    /// <summary>How long the element stays; null for the set's own time. Whole milliseconds.</summary>
    public TimeSpan? Timeout { get; init; }

    internal const string KernelName = "dynset";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new DynamicSetExpression(default, "", default);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                SetName => expression with { Set = attributes.Text },
                OperationAttribute => expression with { Operation = (DynamicSetOperation)attributes.UInt32BigEndian },
                SourceKey => expression with { Key = Register.FromNumber(attributes.UInt32BigEndian) },
                SourceData => expression with { Value = Register.FromNumber(attributes.UInt32BigEndian) },
                TimeoutAttribute when attributes.UInt64BigEndian != 0 =>
                    expression with { Timeout = TimeSpan.FromMilliseconds(attributes.UInt64BigEndian) },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteString(SetName, Set);
        writer.WriteUInt32BigEndian(OperationAttribute, (uint)Operation);
        writer.WriteUInt32BigEndian(SourceKey, Key.Number);
        if (Value is { } value)
        {
            writer.WriteUInt32BigEndian(SourceData, value.Number);
        }

        if (Timeout is { } timeout)
        {
            writer.WriteUInt64BigEndian(TimeoutAttribute, (ulong)timeout.TotalMilliseconds);
        }
    }
}
