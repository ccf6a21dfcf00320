namespace LibNetwork.Linux.Netlink;

/// <summary>One refused message of a batch.</summary>
/// <param name="Index">The message's place in the batch, from 0.</param>
/// <param name="Errno">The kernel's reason.</param>
/// <param name="ExtendedAck">The kernel's own words, or null.</param>
/// <param name="Offset">Where in the message the offending attribute begins (<c>NLMSGERR_ATTR_OFFS</c>), or 0.</param>
public readonly record struct NetlinkFailure(int Index, Errno Errno, string? ExtendedAck, int Offset = 0);
