using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>How full one of a network's pools is (E-066).</summary>
/// <param name="Subnet">The pool.</param>
/// <param name="Status">The numbers.</param>
public sealed record NetworkPoolStatus(IPNetwork Subnet, PoolStatus Status);
