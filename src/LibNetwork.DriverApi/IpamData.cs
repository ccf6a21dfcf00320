namespace LibNetwork.DriverApi;

/// <summary>One address pool of a network, as a driver is given it .</summary>
public sealed record IpamData
{
    /// <summary>The address space the pool was taken from, such as <c>LocalDefault</c>.</summary>
    public string AddressSpace { get; init; } = "";

    /// <summary>The pool; host bits are kept.</summary>
    public CidrAddress? Pool { get; init; }

    /// <summary>The gateway with the pool's prefix; null when none was reserved.</summary>
    public CidrAddress? Gateway { get; init; }

    /// <summary>Named addresses kept out of allocation; null when none were given.</summary>
    public IReadOnlyDictionary<string, CidrAddress>? AuxAddresses { get; init; }
}
