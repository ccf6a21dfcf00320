namespace LibNetwork.Linux.Route;

/// <summary>How the kernel makes a link's IPv6 link-local address (<c>linux/if_link.h</c>).</summary>
public enum AddressGenerationMode : byte
{
    /// <summary>From the MAC address.</summary>
    Eui64 = 0, // IN6_ADDR_GEN_MODE_EUI64

    /// <summary>Not at all: the link stays silent when it comes up.</summary>
    None = 1, // IN6_ADDR_GEN_MODE_NONE

    /// <summary>From the namespace's stable secret.</summary>
    StablePrivacy = 2, // IN6_ADDR_GEN_MODE_STABLE_PRIVACY

    /// <summary>At random.</summary>
    Random = 3, // IN6_ADDR_GEN_MODE_RANDOM
}
