using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Ends the rule unless the comparison holds.</summary>
/// <param name="Operator">Which comparison.</param>
/// <param name="Register">What is compared.</param>
/// <param name="Data">What it is compared with; its length says how many bytes count.</param>
public sealed record CompareExpression(ComparisonOperator Operator, Register Register, NftData Data) : Expression
{
    private const ushort Source = 1; // NFTA_CMP_SREG
    private const ushort OperatorAttribute = 2; // NFTA_CMP_OP
    private const ushort DataAttribute = 3; // NFTA_CMP_DATA

    internal const string KernelName = "cmp";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (comparison, register, data) = (default(ComparisonOperator), default(Register), default(NftData));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Source:
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case OperatorAttribute:
                    comparison = (ComparisonOperator)attributes.UInt32BigEndian;
                    break;
                case DataAttribute:
                    data = DataAttributes.Read(attributes.Nested);
                    break;
            }
        }

        return new CompareExpression(comparison, register, data);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(Source, Register.Number);
        writer.WriteUInt32BigEndian(OperatorAttribute, (uint)Operator);
        writer.WriteData(DataAttribute, Data);
    }
}
