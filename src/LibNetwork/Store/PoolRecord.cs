using System.Text.Json.Serialization;
using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>A pool that a network was given.</summary>
internal sealed record PoolRecord
{
    /// <summary>The IPAM driver's name of it.</summary>
    public required string PoolId { get; init; }

    /// <summary>What was asked for.</summary>
    public required IpamPoolConfig Config { get; init; }

    public required string AddressSpace { get; init; }

    public required CidrAddress Pool { get; init; }

    public CidrAddress? Gateway { get; init; }

    /// <summary>Whether the gateway was taken from the IPAM driver, so that it is given back with the pool (K-001).</summary>
    public bool GatewayIsAllocated { get; init; }

    public IReadOnlyDictionary<string, CidrAddress>? AuxAddresses { get; init; }

    /// <summary>The pool as drivers are told of it.</summary>
    [JsonIgnore]
    public IpamData Data => new() { AddressSpace = AddressSpace, Pool = Pool, Gateway = Gateway, AuxAddresses = AuxAddresses };

    /// <summary>An address of the pool with the pool's prefix, whatever prefix an IPAM driver gave it (B-085).</summary>
    public CidrAddress? Masked(CidrAddress? address) => address is { } given && Pool.Contains(given.Address)
        ? new CidrAddress(given.Address, Pool.PrefixLength) : address;
}
