using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>The source becomes the address of the link the packet leaves by.</summary>
/// <param name="Flags">How a port is chosen.</param>
public sealed record MasqueradeExpression(NatFlags Flags = NatFlags.None) : Expression
{
    private const ushort FlagsAttribute = 1; // NFTA_MASQ_FLAGS

    internal const string KernelName = "masq";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var flags = NatFlags.None;
        while (attributes.Read())
        {
            if (attributes.Type == FlagsAttribute)
            {
                flags = (NatFlags)attributes.UInt32BigEndian;
            }
        }

        return new MasqueradeExpression(flags);
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        if (Flags != NatFlags.None)
        {
            writer.WriteUInt32BigEndian(FlagsAttribute, (uint)Flags);
        }
    }
}
