using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Counts packets and bytes that come this far.</summary>
/// <param name="Packets">How many packets so far; what it begins with when it is made.</param>
/// <param name="Bytes">How many bytes so far; what it begins with when it is made.</param>
public sealed record CounterExpression(ulong Packets = 0, ulong Bytes = 0) : Expression
{
    private const ushort BytesAttribute = 1; // NFTA_COUNTER_BYTES
    private const ushort PacketsAttribute = 2; // NFTA_COUNTER_PACKETS

    internal const string KernelName = "counter";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var (packets, bytes) = (0UL, 0UL);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case BytesAttribute:
                    bytes = attributes.UInt64BigEndian;
                    break;
                case PacketsAttribute:
                    packets = attributes.UInt64BigEndian;
                    break;
            }
        }

        return new CounterExpression(packets, bytes);
    }

    internal override Expression WithoutState() => this with { Packets = 0, Bytes = 0 };

    internal override void WriteAttributes(MessageWriter writer)
    {
        if (Packets != 0 || Bytes != 0)
        {
            writer.WriteUInt64BigEndian(BytesAttribute, Bytes);
            writer.WriteUInt64BigEndian(PacketsAttribute, Packets);
        }
    }
}
