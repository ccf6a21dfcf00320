using System.Net;

namespace LibNetwork.DriverApi;

/// <summary>A wish for an address pool (E-002).</summary>
public sealed record PoolRequest
{
    /// <summary>The address space, such as <c>LocalDefault</c>.</summary>
    public required string AddressSpace { get; init; }

    /// <summary>The pool in CIDR form; empty lets the driver choose.</summary>
    public string Pool { get; init; } = "";

    /// <summary>The part of the pool that dynamic addresses come from, in CIDR form; empty is the whole pool.</summary>
    public string SubPool { get; init; } = "";

    /// <summary>Options for the driver.</summary>
    public IReadOnlyDictionary<string, string>? Options { get; init; }

    /// <summary>Networks that a pool of the driver's choice must not overlap.</summary>
    public IReadOnlyList<IPNetwork> Exclude { get; init; } = [];

    /// <summary>Whether an IPv6 pool is wanted, when <see cref="Pool"/> is empty.</summary>
    public bool V6 { get; init; }
}
