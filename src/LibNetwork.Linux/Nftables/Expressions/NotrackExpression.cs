using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Takes the packet out of connection tracking.</summary>
public sealed record NotrackExpression : Expression
{
    internal const string KernelName = "notrack";

    internal override string Name => KernelName;

    internal override void WriteAttributes(MessageWriter writer)
    {
    }
}
