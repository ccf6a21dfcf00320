using System.Collections.Immutable;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>An expression of somebody else's rule that this library does not know. It equals nothing that this library writes.</summary>
/// <param name="KernelName">The kernel's name for it.</param>
/// <param name="Attributes">Its attributes, as they are.</param>
public sealed record UnknownExpression(string KernelName, ImmutableArray<byte> Attributes) : Expression
{
    internal override string Name => KernelName;

    /// <summary>Whether name and attributes are the same.</summary>
    public bool Equals(UnknownExpression? other) =>
        other is not null && KernelName == other.KernelName && Attributes.AsSpan().SequenceEqual(other.Attributes.AsSpan());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(KernelName, Attributes.Length);

    internal override void WriteAttributes(MessageWriter writer) =>
        throw new NotSupportedException($"expression {KernelName} can be read, not written");
}
