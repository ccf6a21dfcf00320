using System.Net;
using LibNetwork.DriverApi;

namespace Dnet.Tests.Conformance;

/// <summary>An IPAM driver for the SDK that only remembers; it tells gateways with its pools.</summary>
internal sealed class MemoryIpamDriver : IIpamDriver
{
    private static readonly IReadOnlyDictionary<string, string> s_nothing = new Dictionary<string, string>();

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (CidrAddress Pool, CidrAddress Part, HashSet<IPAddress> Taken)> _pools = [];

    public IpamCapability Capability => new(RequiresRequestReplay: true);

    internal int Count => _pools.Count;

    public ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default) => new(("here", "everywhere"));

    public ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var choices = request.Pool.Length > 0 ? [request.Pool] : Enumerable.Range(0, 256).Select(i => request.V6 ? $"fd00:0:0:{i:x}::/64" : $"10.99.{i}.0/24");
            foreach (var choice in choices)
            {
                if (!CidrAddress.TryParse(choice, out var pool))
                {
                    throw new IpamException(IpamError.InvalidPool);
                }

                if (!_pools.Values.Any(other => other.Pool.Overlaps(pool)))
                {
                    _pools.Add(choice, (pool, request.SubPool.Length > 0 ? CidrAddress.Parse(request.SubPool) : pool, []));
                    return new(new AllocatedPool(choice, pool.Network, pool.IsV6 ? s_nothing
                        : new Dictionary<string, string> { [NetLabel.Gateway] = new CidrAddress(pool.LastAddress, pool.PrefixLength).ToString() }));
                }
            }

            throw new IpamException(IpamError.PoolOverlap);
        }
    }

    public ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            return _pools.Remove(poolId) ? default : throw new IpamException(IpamError.PoolNotTaken);
        }
    }

    public ValueTask<AllocatedAddress> RequestAddressAsync(
        string poolId, IPAddress? preferred, IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var (pool, part, taken) = Pool(poolId);
            if (preferred is not null && !pool.Contains(preferred))
            {
                throw new IpamException(IpamError.AddressOutOfRange);
            }

            IEnumerable<IPAddress> choices = preferred is not null ? [preferred]
                : Enumerable.Range(1, 200).Select(number => Dnet.Conformance.Subnets.Host(part, number).Address).TakeWhile(address => part.Contains(address));
            return choices.FirstOrDefault(taken.Add) is { } free
                ? new(new AllocatedAddress(new CidrAddress(free, pool.PrefixLength)))
                : throw new IpamException(preferred is null ? IpamError.NoAvailableAddresses : IpamError.AddressInUse);
        }
    }

    public ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            Pool(poolId).Taken.Remove(address);
            return default;
        }
    }

    private (CidrAddress Pool, CidrAddress Part, HashSet<IPAddress> Taken) Pool(string poolId) =>
        _pools.TryGetValue(poolId, out var pool) ? pool : throw new IpamException(IpamError.PoolNotTaken);
}
