using System.Net;

namespace LibNetwork.Store;

/// <summary>A static route inside a sandbox; on the link itself when there is no next hop.</summary>
internal sealed record RouteRecord(IPNetwork Destination, IPAddress? NextHop);
