namespace LibNetwork.Linux.Route;

/// <summary>What a route does with a packet (<c>linux/rtnetlink.h</c>).</summary>
public enum RouteKind : byte
{
    /// <summary>None given.</summary>
    Unspecified = 0, // RTN_UNSPEC

    /// <summary>Sends it on.</summary>
    Unicast = 1, // RTN_UNICAST

    /// <summary>Takes it in.</summary>
    Local = 2, // RTN_LOCAL

    /// <summary>Takes it in as a broadcast, sends it as one.</summary>
    Broadcast = 3, // RTN_BROADCAST

    /// <summary>Takes it in as a broadcast, sends it as unicast.</summary>
    Anycast = 4, // RTN_ANYCAST

    /// <summary>Multicast.</summary>
    Multicast = 5, // RTN_MULTICAST

    /// <summary>Drops it silently.</summary>
    Blackhole = 6, // RTN_BLACKHOLE

    /// <summary>Answers that the destination is unreachable.</summary>
    Unreachable = 7, // RTN_UNREACHABLE

    /// <summary>Answers that it is forbidden.</summary>
    Prohibit = 8, // RTN_PROHIBIT

    /// <summary>Goes on with the next table.</summary>
    Throw = 9, // RTN_THROW
}
