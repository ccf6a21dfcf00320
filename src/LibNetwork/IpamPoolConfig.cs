namespace LibNetwork;

/// <summary>An address pool as asked for. Texts, as the user wrote them: all their errors are reported together.</summary>
public sealed record IpamPoolConfig
{
    /// <summary>The subnet in CIDR form, host bits clear; empty lets the IPAM driver choose.</summary>
    public string Subnet { get; init => field = value ?? ""; } = "";

    /// <summary>The part of the subnet that addresses are handed out from; empty is the whole subnet.</summary>
    public string IPRange { get; init => field = value ?? ""; } = "";

    /// <summary>The gateway's address in the subnet; empty takes the first one.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Named addresses in the subnet that are never handed out.</summary>
    public IReadOnlyDictionary<string, string> AuxiliaryAddresses { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;
}
