using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>One address pool of a network, as a driver is given it .</summary>
[JsonConverter(typeof(IpamDataJsonConverter))]
public sealed record IpamData
{
    /// <summary>The address space the pool was taken from, such as <c>LocalDefault</c>. Default: empty.</summary>
    public string AddressSpace { get; init; } = "";

    /// <summary>The pool; host bits are kept. Null when none was taken.</summary>
    public CidrAddress? Pool { get; init; }

    /// <summary>The gateway with the pool's prefix; null when none was reserved.</summary>
    public CidrAddress? Gateway { get; init; }

    /// <summary>Named addresses kept out of allocation; null when none were given.</summary>
    public IReadOnlyDictionary<string, CidrAddress>? AuxAddresses { get; init; }

    /// <summary>Whether the pool is IPv6; false when there is no pool .</summary>
    public bool IsV6 => Pool is { IsV6: true };

    /// <summary>Checks that there are a pool and a gateway, and that gateway and named addresses lie in the pool.</summary>
    /// <remarks>A network whose driver skips the gateway has none, so such a driver does not call this .</remarks>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>, the first of that applies.</exception>
    public void Validate()
    {
        if (FirstProblem() is { } problem)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, problem);
        }
    }

    /// <summary>Equal in every member, the named addresses in any order.</summary>
    public bool Equals(IpamData? other) =>
        other is not null && AddressSpace == other.AddressSpace && Pool == other.Pool && Gateway == other.Gateway
        && SameAddresses(AuxAddresses, other.AuxAddresses);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(AddressSpace, Pool, Gateway, AuxAddresses?.Count);

    /// <summary>Four lines: address space, pool, gateway, named addresses .</summary>
    public override string ToString()
    {
        var addresses = Sorted().Select(aux => $"{aux.Key}:{aux.Value}");
        return $"AddressSpace: {AddressSpace}\nPool: {Text(Pool)}\nGateway: {Text(Gateway)}\nAddresses: map[{string.Join(' ', addresses)}]";

        static string Text(CidrAddress? address) => address?.ToString() ?? "<nil>";
    }

    private static bool SameAddresses(IReadOnlyDictionary<string, CidrAddress>? one, IReadOnlyDictionary<string, CidrAddress>? other) =>
        one is null || other is null
            ? one is null && other is null
            : one.Count == other.Count && one.All(aux => other.TryGetValue(aux.Key, out var address) && address == aux.Value);

    private string? FirstProblem()
    {
        if (Pool is not { } pool)
        {
            return "invalid pool";
        }

        if (Gateway is not { } gateway)
        {
            return "invalid gateway address";
        }

        if (pool.IsV6 != gateway.IsV6)
        {
            return "incongruent ip versions for pool and gateway";
        }

        foreach (var (name, address) in Sorted())
        {
            if (address.IsV6 != pool.IsV6)
            {
                return $"incongruent ip versions for pool and secondary ip address {name}";
            }
        }

        if (!pool.Contains(gateway.Address))
        {
            return $"invalid gateway address ({gateway}) does not belong to the pool ({pool})";
        }

        foreach (var (name, address) in Sorted())
        {
            if (!pool.Contains(address.Address))
            {
                return $"invalid secondary address {name} ({address}) does not belong to the pool ({pool})";
            }
        }

        return null;
    }

    // The same report whatever order the map has.
    private IEnumerable<KeyValuePair<string, CidrAddress>> Sorted() =>
        (AuxAddresses ?? Enumerable.Empty<KeyValuePair<string, CidrAddress>>()).OrderBy(aux => aux.Key, StringComparer.Ordinal);
}
