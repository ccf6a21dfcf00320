using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Asks the routing tables.</summary>
/// <param name="Register">Where the answer goes.</param>
/// <param name="Result">What is wanted.</param>
/// <param name="Flags">What they are asked with.</param>
public sealed record FibExpression(Register Register, FibResult Result, FibFlags Flags) : Expression
{
    private const ushort Destination = 1; // NFTA_FIB_DREG
    private const ushort ResultAttribute = 2; // NFTA_FIB_RESULT
    private const ushort FlagsAttribute = 3; // NFTA_FIB_FLAGS

    internal const string KernelName = "fib";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (register, result, flags) = (default(Register), default(FibResult), default(FibFlags));
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case Destination:
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
                case ResultAttribute:
                    result = (FibResult)attributes.UInt32BigEndian;
                    break;
                case FlagsAttribute:
                    flags = (FibFlags)attributes.UInt32BigEndian;
                    break;
            }
        }

        return new FibExpression(register, result, flags);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(FlagsAttribute, (uint)Flags);
        writer.WriteUInt32BigEndian(ResultAttribute, (uint)Result);
        writer.WriteUInt32BigEndian(Destination, Register.Number);
    }
}
