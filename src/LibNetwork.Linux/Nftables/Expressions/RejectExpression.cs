using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Drops a packet and tells its sender.</summary>
/// <param name="Type">How.</param>
/// <param name="Code">Why; the number's meaning depends on the type.</param>
public sealed record RejectExpression(RejectType Type, byte Code) : Expression
{
    private const ushort TypeAttribute = 1; // NFTA_REJECT_TYPE
    private const ushort CodeAttribute = 2; // NFTA_REJECT_ICMP_CODE

    internal const string KernelName = "reject";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new RejectExpression(default, 0);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                TypeAttribute => expression with { Type = (RejectType)attributes.UInt32BigEndian },
                CodeAttribute => expression with { Code = attributes.Byte },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(TypeAttribute, (uint)Type);
        writer.WriteByte(CodeAttribute, Code);
    }
}
