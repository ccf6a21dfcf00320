using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Puts a constant into a register.</summary>
/// <param name="Register">Where it goes.</param>
/// <param name="Data">The constant.</param>
public sealed record ImmediateExpression(Register Register, NftData Data) : Expression
{
    internal const ushort Destination = 1; // NFTA_IMMEDIATE_DREG
    internal const ushort DataAttribute = 2; // NFTA_IMMEDIATE_DATA

    internal const string KernelName = "immediate";

    internal override string Name => KernelName;

    /// <summary>Reads it, or the verdict that the kernel has under the same name.</summary>
    internal static Expression Read(AttributeReader attributes)
    {
        var (register, value, verdict) = (0u, default(NftData), default(Verdict?));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Destination:
                    register = attributes.UInt32BigEndian;
                    break;
                case DataAttribute:
                    DataAttributes.Read(attributes.Nested, out value, out verdict);
                    break;
            }
        }

        return verdict is { } decided ? new VerdictExpression(decided) : new ImmediateExpression(Register.FromNumber(register), value);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(Destination, Register.Number);
        writer.WriteData(DataAttribute, Data);
    }
}
