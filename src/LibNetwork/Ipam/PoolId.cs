using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The name of a taken pool: <c>space/10.0.0.0/8</c>, or with its sub-pool <c>space/10.0.0.0/8/10.1.0.0/16</c> (E-023).</summary>
/// <param name="AddressSpace">The address space.</param>
/// <param name="Pool">The whole pool.</param>
/// <param name="SubPool">The part dynamic addresses come from; null for all of it.</param>
internal readonly record struct PoolId(string AddressSpace, AddressBlock Pool, AddressBlock? SubPool)
{
    /// <summary>Reads the text form: an address space and one or two CIDRs, three or five parts between slashes (E-024).</summary>
    /// <exception cref="IpamException"><see cref="IpamError.InvalidSubnetKey"/> (E-019).</exception>
    public static PoolId Parse(string text)
    {
        // The space's own name may hold no slash, so the rest is one CIDR or two.
        var parts = text.Split('/');
        if (parts.Length is not (3 or 5) || parts[0].Length == 0
            || !CidrAddress.TryParse($"{parts[1]}/{parts[2]}", out var pool))
        {
            throw Malformed(text);
        }

        if (parts.Length == 3)
        {
            return new PoolId(parts[0], AddressBlock.Of(pool), SubPool: null);
        }

        return CidrAddress.TryParse($"{parts[3]}/{parts[4]}", out var subPool) && subPool.IsV6 == pool.IsV6
            ? new PoolId(parts[0], AddressBlock.Of(pool), AddressBlock.Of(subPool))
            : throw Malformed(text);
    }

    public override string ToString() =>
        SubPool is { } subPool ? $"{AddressSpace}/{Pool}/{subPool}" : $"{AddressSpace}/{Pool}";

    private static IpamException Malformed(string text) =>
        new(IpamError.InvalidSubnetKey, $"invalid string form for subnetkey: {text}");
}
