namespace LibNetwork.Linux.Netlink;

/// <summary>Is given one message that the kernel tells unasked.</summary>
/// <param name="type">The message's type.</param>
/// <param name="port">The number of the socket that made the change; 0 when it was the kernel itself.</param>
/// <param name="body">The family's header and the attributes.</param>
internal delegate void NoticeHandler(ushort type, uint port, ReadOnlySpan<byte> body);
