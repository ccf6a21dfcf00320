using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Decides. To the kernel it is a constant in the verdict register.</summary>
/// <param name="Verdict">What becomes of the packet.</param>
public sealed record VerdictExpression(Verdict Verdict) : Expression
{
    private const uint VerdictRegister = 0; // NFT_REG_VERDICT

    internal override string Name => ImmediateExpression.KernelName;

    internal override void WriteAttributes(MessageWriter writer)
    {
        writer.WriteUInt32BigEndian(ImmediateExpression.Destination, VerdictRegister);
        writer.WriteVerdict(ImmediateExpression.DataAttribute, Verdict);
    }
}
