namespace LibNetwork.DriverApi;

/// <summary>How a static route leaves the sandbox .</summary>
public enum RouteType
{
    /// <summary>By way of a next hop.</summary>
    NextHop = 0,

    /// <summary>The destination is on the link itself.</summary>
    Connected = 1,
}
