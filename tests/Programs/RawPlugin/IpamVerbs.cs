using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace RawPlugin;

/// <summary>Pools of 254 addresses, kept in memory alone: after a restart they must be asked for again.</summary>
internal sealed class IpamVerbs
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, HashSet<int>> _pools = new(StringComparer.Ordinal);

    internal JsonObject? Run(string verb, JsonObject request)
    {
        lock (_lock)
        {
            var id = request["PoolID"]?.GetValue<string>() ?? "";
            var address = request["Address"]?.GetValue<string>() ?? "";
            switch (verb)
            {
                case "GetCapabilities":
                    return new JsonObject { ["RequiresRequestReplay"] = true };
                case "GetDefaultAddressSpaces":
                    return new JsonObject { ["LocalDefaultAddressSpace"] = "raw", ["GlobalDefaultAddressSpace"] = "raw-global" };
                case "RequestPool":
                    return RequestPool(request["Pool"]?.GetValue<string>() ?? "");
                case "ReleasePool":
                    return _pools.Remove(id) ? [] : throw new InvalidOperationException($"pool {id} is not taken");
                case "RequestAddress":
                    return RequestAddress(Pool(id), id, address);
                case "ReleaseAddress":
                    Pool(id).Remove(Host(address));
                    return [];
                default:
                    return null;
            }
        }
    }

    private HashSet<int> Pool(string id) => _pools.TryGetValue(id, out var pool) ? pool : throw new InvalidOperationException($"pool {id} is not taken");

    private JsonObject RequestPool(string wanted)
    {
        var pool = wanted.Length > 0 ? wanted
            : Enumerable.Range(0, 256).Select(net => string.Create(CultureInfo.InvariantCulture, $"10.77.{net}.0/24")).First(net => !_pools.ContainsKey(net));
        return _pools.TryAdd(pool, []) ? new JsonObject { ["PoolID"] = pool, ["Pool"] = pool }
            : throw new InvalidOperationException("Pool overlaps with other one on this address space");
    }

    private static JsonObject RequestAddress(HashSet<int> pool, string id, string wanted)
    {
        var host = wanted.Length > 0 ? Host(wanted) : Enumerable.Range(1, 254).FirstOrDefault(number => !pool.Contains(number));
        if (host == 0)
        {
            throw new InvalidOperationException("no available addresses on this pool");
        }

        return pool.Add(host) ? new JsonObject { ["Address"] = string.Create(CultureInfo.InvariantCulture, $"{id[..id.LastIndexOf('.')]}.{host}/24") }
            : throw new InvalidOperationException("Address already in use");
    }

    private static int Host(string address) => IPAddress.Parse(address).GetAddressBytes()[3];
}
