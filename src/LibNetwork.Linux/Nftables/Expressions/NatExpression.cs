using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Translates a source or a destination.</summary>
/// <param name="Type">Which of them.</param>
/// <param name="Family">The family of the new address.</param>
/// <param name="Address">Where the new address lies; null when only the port changes.</param>
public sealed record NatExpression(NatType Type, TableFamily Family, Register? Address) : Expression
{
    private const ushort TypeAttribute = 1; // NFTA_NAT_TYPE
    private const ushort FamilyAttribute = 2; // NFTA_NAT_FAMILY
    private const ushort AddressMinimum = 3; // NFTA_NAT_REG_ADDR_MIN
    private const ushort PortMinimum = 5; // NFTA_NAT_REG_PROTO_MIN
    private const ushort FlagsAttribute = 7; // NFTA_NAT_FLAGS

    // The kernel adds bits that only repeat which attributes there are (NF_NAT_RANGE_MAP_IPS, NF_NAT_RANGE_PROTO_SPECIFIED).
    private const NatFlags Meaningful = NatFlags.Random | NatFlags.Persistent | NatFlags.FullyRandom;

    /// <summary>Where the new port lies; null when it stays.</summary>
    public Register? Port { get; init; }

    /// <summary>How a port is chosen.</summary>
    public NatFlags Flags { get; init; }

    internal const string KernelName = "nat";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new NatExpression(default, default, null);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                TypeAttribute => expression with { Type = (NatType)attributes.UInt32BigEndian },
                FamilyAttribute => expression with { Family = (TableFamily)attributes.UInt32BigEndian },
                AddressMinimum => expression with { Address = Register.FromNumber(attributes.UInt32BigEndian) },
                PortMinimum => expression with { Port = Register.FromNumber(attributes.UInt32BigEndian) },
                FlagsAttribute => expression with { Flags = (NatFlags)attributes.UInt32BigEndian & Meaningful },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(TypeAttribute, (uint)Type);
        writer.WriteUInt32BigEndian(FamilyAttribute, (uint)Family);
        if (Address is { } address)
        {
            writer.WriteUInt32BigEndian(AddressMinimum, address.Number);
        }

        if (Port is { } port)
        {
            writer.WriteUInt32BigEndian(PortMinimum, port.Number);
        }

        if (Flags != NatFlags.None)
        {
            writer.WriteUInt32BigEndian(FlagsAttribute, (uint)Flags);
        }
    }
}
