using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Reads or sets what is known about a packet's connection.</summary>
/// <param name="Key">What.</param>
/// <param name="Register">Where it goes, or comes from.</param>
public sealed record ConntrackExpression(ConntrackKey Key, Register Register) : Expression
{
    private const ushort Destination = 1; // NFTA_CT_DREG
    private const ushort KeyAttribute = 2; // NFTA_CT_KEY
    private const ushort Source = 4; // NFTA_CT_SREG

    /// <summary>Whether it sets instead of reads.</summary>
    public bool Sets { get; init; }

    internal const string KernelName = "ct";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (key, register, sets) = (default(ConntrackKey), default(Register), false);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case KeyAttribute:
                    key = (ConntrackKey)attributes.UInt32BigEndian;
                    break;
                case Destination or Source:
                    sets = attributes.Type == Source;
                    register = Register.FromNumber(attributes.UInt32BigEndian);
                    break;
            }
        }

        return new ConntrackExpression(key, register) { Sets = sets };
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(KeyAttribute, (uint)Key);
        writer.WriteUInt32BigEndian(Sets ? Source : Destination, Register.Number);
    }
}
