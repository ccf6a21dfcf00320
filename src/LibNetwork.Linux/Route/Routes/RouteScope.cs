namespace LibNetwork.Linux.Route;

/// <summary>How far an address or a route reaches (<c>linux/rtnetlink.h</c>).</summary>
public enum RouteScope : byte
{
    /// <summary>Everywhere.</summary>
    Universe = 0, // RT_SCOPE_UNIVERSE

    /// <summary>Inside the site (IPv6, historical).</summary>
    Site = 200, // RT_SCOPE_SITE

    /// <summary>The segment of the link.</summary>
    Link = 253, // RT_SCOPE_LINK

    /// <summary>This host.</summary>
    Host = 254, // RT_SCOPE_HOST

    /// <summary>Nowhere.</summary>
    Nowhere = 255, // RT_SCOPE_NOWHERE
}
