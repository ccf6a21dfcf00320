using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>How full a pool is; numbers stop at 2^64−1. (E-066)</summary>
public sealed record SubnetStatus
{
    /// <summary>Addresses taken, the reserved network, broadcast, gateway and auxiliary addresses included.</summary>
    [JsonPropertyName("IPsInUse")]
    public ulong AddressesInUse { get; init; }

    /// <summary>Addresses free for endpoints that ask for none in particular.</summary>
    [JsonPropertyName("DynamicIPsAvailable")]
    public ulong DynamicAddressesAvailable { get; init; }
}
