namespace LibNetwork.Linux.Netlink;

/// <summary>The kernel refused a netlink request: what was tried, its reason, and its own words where it gives some.</summary>
public sealed class NetlinkException : KernelException
{
    /// <summary>Says what was refused and why.</summary>
    /// <param name="operation">What was tried: <c>create veth veth0123</c>.</param>
    /// <param name="errno">The kernel's reason.</param>
    /// <param name="extendedAck">The kernel's own words (<c>NLMSGERR_ATTR_MSG</c>), or null.</param>
    /// <param name="others">The further refusals of the same batch.</param>
    public NetlinkException(string operation, Errno errno, string? extendedAck = null, IReadOnlyList<NetlinkException>? others = null)
        : base(operation, errno, Detail(extendedAck, others))
    {
        ExtendedAck = extendedAck;
        Others = others ?? [];
    }

    /// <summary>The kernel's own words, or null.</summary>
    public string? ExtendedAck { get; }

    /// <summary>The further refusals of the same batch, in its order; an error does not stop the messages behind it.</summary>
    public IReadOnlyList<NetlinkException> Others { get; }

    internal static NetlinkException Malformed(string what) => new($"read {what}", Errno.EBADMSG, "the kernel's answer is malformed");

    private static string? Detail(string? extendedAck, IReadOnlyList<NetlinkException>? others) =>
        others is not { Count: > 0 } ? extendedAck : string.Join("; ", others.Select(o => o.Message).Prepend(extendedAck).Where(m => m is not null));
}
