namespace LibNetwork.Linux.Netlink;

/// <summary>Reads one message of the kernel's answer; false when it is not of interest.</summary>
/// <param name="type">The message's type, such as RTM_NEWLINK.</param>
/// <param name="body">The family's header and the attributes.</param>
/// <param name="result">What was read.</param>
public delegate bool MessageParser<T>(ushort type, ReadOnlySpan<byte> body, out T result);
