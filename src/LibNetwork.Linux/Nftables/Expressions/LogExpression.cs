using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Writes a line to the kernel's log.</summary>
/// <param name="Prefix">What the line begins with, at most 127 bytes.</param>
/// <param name="Level">How urgent it is.</param>
public sealed record LogExpression(string Prefix, LogLevel Level) : Expression
{
    private const ushort PrefixAttribute = 2; // NFTA_LOG_PREFIX
    private const ushort LevelAttribute = 5; // NFTA_LOG_LEVEL

    internal const string KernelName = "log";

    internal override string Name => KernelName;

    internal static Expression Read(AttributeReader attributes)
    {
        var expression = new LogExpression("", LogLevel.Warning);
        while (attributes.Read())
        {
            expression = attributes.Type switch
            {
                PrefixAttribute => expression with { Prefix = attributes.Text },
                LevelAttribute => expression with { Level = (LogLevel)attributes.UInt32BigEndian },
                _ => expression,
            };
        }

        return expression;
    }

    internal override void WriteAttributes(MessageWriter writer)
    {
        if (Prefix.Length > 0)
        {
            writer.WriteString(PrefixAttribute, Prefix);
        }

        writer.WriteUInt32BigEndian(LevelAttribute, (uint)Level);
    }
}
