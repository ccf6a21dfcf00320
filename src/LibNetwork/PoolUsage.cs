using System.Net;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Says, for people, what has used up a network's pools (C-074).</summary>
internal static class PoolUsage
{
    /// <summary>A part for each pool of a family: how many addresses it hands out, and who has how many of them.</summary>
    internal static string Describe(Network network, IReadOnlyList<PoolRecord> pools) => string.Join("; ", pools.Select(pool => Describe(network, pool)));

    private static string Describe(Network network, PoolRecord pool)
    {
        var whole = pool.Pool.Network;
        var range = IPNetwork.TryParse(pool.Config.IPRange, out var part) && part.PrefixLength >= whole.PrefixLength ? part : whole;
        var endpoints = network.EndpointIndex.All.Count(endpoint => Has(endpoint.Record.PoolId, endpoint.Record.Address?.Address)
            || Has(endpoint.Record.PoolIdIPv6, endpoint.Record.AddressIPv6?.Address));
        var auxiliary = pool.AuxAddresses?.Values.Count(aux => range.Contains(aux.Address)) ?? 0;
        var gateway = pool is { GatewayIsAllocated: true, Gateway: { } its } && range.Contains(its.Address) ? 1 : 0;
        var bits = whole.BaseAddress.GetAddressBytes().Length * 8;
        var size = UInt128.One << Math.Min(bits - range.PrefixLength, 127);
        var reserved = Reserved(whole, range, bits);
        var others = size - (UInt128)(endpoints + auxiliary + gateway + reserved);
        var where = range.Equals(whole) ? $"{whole}" : $"range {range} of {whole}";
        return $"{where} has {size} addresses: {endpoints} of endpoints, {gateway} of the gateway, {auxiliary} auxiliary, {reserved} reserved"
            + (others > 0 && others <= size ? $", {others} others" : "");

        bool Has(string poolId, IPAddress? address) => poolId == pool.PoolId && address is not null && range.Contains(address);
    }

    // E-047: the network address, and in IPv4 the broadcast address, as far as they lie in the range.
    private static int Reserved(IPNetwork whole, IPNetwork range, int bits)
    {
        var hostBits = bits - whole.PrefixLength;
        if (hostBits <= (bits == 32 ? 1 : 0))
        {
            return 0;
        }

        var first = range.Contains(whole.BaseAddress) ? 1 : 0;
        return bits == 32 && range.Contains(Broadcast(whole)) ? first + 1 : first;
    }

    private static IPAddress Broadcast(IPNetwork whole)
    {
        var bytes = whole.BaseAddress.GetAddressBytes();
        for (var bit = whole.PrefixLength; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] |= (byte)(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
