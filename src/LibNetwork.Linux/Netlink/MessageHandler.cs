namespace LibNetwork.Linux.Netlink;

/// <summary>Is given one message of the kernel.</summary>
/// <param name="type">The message's type, such as RTM_NEWLINK.</param>
/// <param name="body">The family's header and the attributes.</param>
public delegate void MessageHandler(ushort type, ReadOnlySpan<byte> body);
