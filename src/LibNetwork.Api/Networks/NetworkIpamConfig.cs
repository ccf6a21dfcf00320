namespace LibNetwork.Api;

/// <summary>One address pool of a network. (I-065, I-070)</summary>
public sealed record NetworkIpamConfig
{
    /// <summary>The subnet in CIDR form, host bits clear. Default: of the IPAM driver's choice.</summary>
    public string? Subnet { get; init; }

    /// <summary>The part of the subnet that addresses are handed out from. Default: all of it.</summary>
    public string? IPRange { get; init; }

    /// <summary>The gateway's address. Default: the first of the pool.</summary>
    public string? Gateway { get; init; }

    /// <summary>Named addresses that are never handed out.</summary>
    public IReadOnlyDictionary<string, string>? AuxiliaryAddresses { get; init; }
}
