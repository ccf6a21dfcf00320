namespace LibNetwork.Linux.Route;

/// <summary>Attributes of address messages (<c>linux/if_addr.h</c>).</summary>
internal static class AddressAttribute
{
    internal const ushort Address = 1; // IFA_ADDRESS
    internal const ushort Local = 2; // IFA_LOCAL
    internal const ushort Label = 3; // IFA_LABEL
    internal const ushort Broadcast = 4; // IFA_BROADCAST
    internal const ushort Flags = 8; // IFA_FLAGS
    internal const ushort Protocol = 11; // IFA_PROTO
}
