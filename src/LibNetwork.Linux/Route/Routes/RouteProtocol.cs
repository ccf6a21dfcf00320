namespace LibNetwork.Linux.Route;

/// <summary>Who made a route (<c>linux/rtnetlink.h</c>); other numbers are other daemons'.</summary>
public enum RouteProtocol : byte
{
    /// <summary>Not said.</summary>
    Unspecified = 0, // RTPROT_UNSPEC

    /// <summary>An ICMP redirect.</summary>
    Redirect = 1, // RTPROT_REDIRECT

    /// <summary>The kernel, for an address.</summary>
    Kernel = 2, // RTPROT_KERNEL

    /// <summary>At boot, or by an administrator who gave none.</summary>
    Boot = 3, // RTPROT_BOOT

    /// <summary>An administrator or a program on purpose.</summary>
    Static = 4, // RTPROT_STATIC

    /// <summary>A router advertisement.</summary>
    RouterAdvertisement = 9, // RTPROT_RA
}
