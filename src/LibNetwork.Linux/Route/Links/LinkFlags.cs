namespace LibNetwork.Linux.Route;

/// <summary>Flags of a link (<c>linux/if.h</c>).</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Switched on by the administrator.</summary>
    Up = 0x1, // IFF_UP

    /// <summary>It can send to everybody on the segment.</summary>
    Broadcast = 0x2, // IFF_BROADCAST

    /// <summary>It is the loopback.</summary>
    Loopback = 0x8, // IFF_LOOPBACK

    /// <summary>It has one far end.</summary>
    PointToPoint = 0x10, // IFF_POINTOPOINT

    /// <summary>Operationally up.</summary>
    Running = 0x40, // IFF_RUNNING

    /// <summary>It does no address resolution.</summary>
    NoArp = 0x80, // IFF_NOARP

    /// <summary>It takes every frame.</summary>
    Promiscuous = 0x100, // IFF_PROMISC

    /// <summary>It takes every multicast frame.</summary>
    AllMulticast = 0x200, // IFF_ALLMULTI

    /// <summary>It can send multicast.</summary>
    Multicast = 0x1000, // IFF_MULTICAST

    /// <summary>The physical layer is there.</summary>
    LowerUp = 0x10000, // IFF_LOWER_UP
}
