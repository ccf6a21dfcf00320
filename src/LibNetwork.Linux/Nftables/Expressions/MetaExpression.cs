using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Reads or sets what is known about a packet besides its bytes.</summary>
/// <param name="Key">What.</param>
/// <param name="Register">Where it goes, or comes from.</param>
public sealed record MetaExpression(MetaKey Key, Register Register) : Expression
{
    private const ushort Destination = 1; // NFTA_META_DREG
    private const ushort KeyAttribute = 2; // NFTA_META_KEY
    private const ushort Source = 3; // NFTA_META_SREG

    /// <summary>Whether it sets instead of reads.</summary>
    public bool Sets { get; init; }

    internal const string KernelName = "meta";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (key, register, sets) = (default(MetaKey), default(Register), false);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case KeyAttribute:
                    key = (MetaKey)attributes.UInt32BigEndian;
                    break;
                case Destination or Source:
                    sets = attributes.Type == Source;
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
            }
        }

        return new MetaExpression(key, register) { Sets = sets };
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(KeyAttribute, (uint)Key);
        writer.WriteUInt32BigEndian(Sets ? Source : Destination, Register.Number);
    }
}
