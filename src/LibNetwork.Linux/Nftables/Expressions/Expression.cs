using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>One instruction of a rule as the kernel runs it. What a person writes is a <see cref="Statement"/>.</summary>
public abstract record Expression
{
    private protected Expression()
    {
    }

    /// <summary>The kernel's name for it: <c>meta</c>, <c>cmp</c>.</summary>
    internal abstract string Name { get; }

    /// <summary>The same without what the kernel counts in it.</summary>
    internal virtual Expression WithoutState() => this;

    /// <summary>Writes what goes into NFTA_EXPR_DATA.</summary>
    internal abstract void WriteAttributes(MessageWriter writer);
}
