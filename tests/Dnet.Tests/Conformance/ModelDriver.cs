using System.Net;
using System.Text.Json.Nodes;
using LibNetwork.DriverApi;

namespace Dnet.Tests.Conformance;

/// <summary>A network and IPAM driver that only remembers, and does all that the protocol demands.</summary>
internal sealed class ModelDriver
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HashSet<string>> _networks = [];
    private readonly HashSet<string> _joined = [];
    private readonly Dictionary<string, ModelPool> _pools = [];
    private int _made;

    /// <summary>What it has: networks, endpoints, joins, pools.</summary>
    internal int Count
    {
        get
        {
            lock (_lock)
            {
                return _networks.Count + _networks.Values.Sum(endpoints => endpoints.Count) + _joined.Count + _pools.Count;
            }
        }
    }

    internal RawReply Handle(RawRequest request)
    {
        var method = request.Method.Split('.')[^1];
        if (request.Method is "Plugin.Activate")
        {
            return RawReply.Success("""{"Implements":["NetworkDriver","IpamDriver"]}""");
        }

        var ofNetworks = request.Method.StartsWith("NetworkDriver.", StringComparison.Ordinal);
        if (!ofNetworks && !request.Method.StartsWith("IpamDriver.", StringComparison.Ordinal))
        {
            return new RawReply.Answer(404, "page not found");
        }

        switch (request.Method)
        {
            case "NetworkDriver.GetCapabilities":
                return RawReply.Success("""{"Scope":"local","ConnectivityScope":"local"}""");
            case "IpamDriver.GetCapabilities":
                return RawReply.Success("""{"RequiresMACAddress":false,"RequiresRequestReplay":true}""");
            case "IpamDriver.GetDefaultAddressSpaces":
                return RawReply.Success("""{"LocalDefaultAddressSpace":"L","GlobalDefaultAddressSpace":"G"}""");
            default:
                break;
        }

        if (request.Json is not { } json)
        {
            return RawReply.Refuse("malformed request");
        }

        lock (_lock)
        {
            return ofNetworks ? OfNetworks(method, request, json) : OfPools(method, request, json);
        }
    }

    private RawReply OfNetworks(string method, RawRequest request, JsonObject json)
    {
        var (network, endpoint) = (request.Text("NetworkID"), request.Text("EndpointID"));
        switch (method)
        {
            case "CreateNetwork":
                if (network.Length == 0 || json["Options"] is not (null or JsonObject) || !Fits(json["IPv4Data"], ipv6: false) || !Fits(json["IPv6Data"], ipv6: true))
                {
                    return RawReply.Refuse("malformed network");
                }

                return _networks.TryAdd(network, []) ? RawReply.Success() : RawReply.Refuse("network exists", 409);
            case "DeleteNetwork":
                _networks.Remove(network);
                return RawReply.Success("null");
            case "DiscoverNew" or "DiscoverDelete":
                return RawReply.Success();
            case "Leave":
                _joined.Remove(endpoint);
                return RawReply.Success();
            case "DeleteEndpoint":
                _networks.GetValueOrDefault(network)?.Remove(endpoint);
                return RawReply.Success();
            case "CreateEndpoint" or "EndpointOperInfo" or "Join":
                break;
            default:
                return new RawReply.Answer(404, "page not found");
        }

        if (!_networks.TryGetValue(network, out var endpoints))
        {
            return RawReply.Success("""{"Err":"no such network"}""");
        }

        if (method == "CreateEndpoint")
        {
            var known = json["Interface"]?.AsObject();
            return !IsAddress(known?["Address"], ipv6: false) || !IsAddress(known?["AddressIPv6"], ipv6: true) || Text(known?["MacAddress"]) is not ("" or { Length: 17 })
                ? RawReply.Refuse("malformed interface")
                : !endpoints.Add(endpoint) ? RawReply.Refuse("endpoint exists", 403)
                : Text(known?["MacAddress"]).Length > 0 ? RawReply.Success("""{"Interface":null}""")
                : RawReply.Success($$$"""{"Interface":{"MacAddress":"02:42:00:00:{{{_made >> 8:x2}}}:{{{_made++ & 255:x2}}}"}}""");
        }

        if (!endpoints.Contains(endpoint))
        {
            return RawReply.Refuse("no such endpoint", 404);
        }

        return method == "EndpointOperInfo" ? RawReply.Success("""{"Value":{}}""")
            : _joined.Add(endpoint) ? RawReply.Success("""{"InterfaceName":{"SrcName":"veth0123456","DstPrefix":"eth"}}""")
            : RawReply.Refuse("joined already");
    }

    private RawReply OfPools(string method, RawRequest request, JsonObject json)
    {
        var id = request.Text("PoolID");
        switch (method)
        {
            case "RequestPool":
                return RequestPool(request, json);
            case "ReleasePool":
                _pools.Remove(id);
                return RawReply.Success();
            case "RequestAddress" or "ReleaseAddress" when !_pools.ContainsKey(id):
                return RawReply.Success("""{"Error":"no such pool"}""");
            case "ReleaseAddress":
                _pools[id].Taken.Remove(IPAddress.Parse(request.Text("Address")));
                return RawReply.Success();
            case "RequestAddress":
                return RequestAddress(_pools[id], request.Text("Address"));
            default:
                return new RawReply.Answer(404, "page not found");
        }
    }

    private RawReply RequestPool(RawRequest request, JsonObject json)
    {
        if (json["Pool"] is { } given && given.GetValueKind() != System.Text.Json.JsonValueKind.String || json["Options"] is not (null or JsonObject))
        {
            return RawReply.Refuse("malformed pool");
        }

        var wanted = request.Text("Pool");
        var v6 = json["V6"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
        var choices = wanted.Length > 0 ? [wanted] : Enumerable.Range(0, 256).Select(i => v6 ? $"fd00:0:0:{i:x}::/64" : $"10.99.{i}.0/24");
        foreach (var choice in choices)
        {
            if (!CidrAddress.TryParse(choice, out var pool))
            {
                return RawReply.Refuse("invalid pool");
            }

            if (!_pools.Values.Any(other => other.Pool.Overlaps(pool)))
            {
                var part = request.Text("SubPool") is { Length: > 0 } text ? CidrAddress.Parse(text) : pool;
                _pools.Add(pool.ToString(), new ModelPool(pool, part, []));
                return RawReply.Success($$"""{"PoolID":"{{pool}}","Data":{},"Pool":"{{pool}}"}""");
            }
        }

        return RawReply.Refuse("pool overlaps", 403);
    }

    private static RawReply RequestAddress(ModelPool pool, string wanted)
    {
        IEnumerable<IPAddress> choices = wanted.Length == 0
            ? Enumerable.Range(1, 254).Select(number => Dnet.Conformance.Subnets.Host(pool.Part, number).Address)
                .Where(address => pool.Part.Contains(address) && !address.Equals(pool.Part.LastAddress))
            : IPAddress.TryParse(wanted, out var parsed) ? [parsed] : [];
        return choices.FirstOrDefault(address => pool.Pool.Contains(address) && pool.Taken.Add(address)) is { } free
            ? RawReply.Success($$"""{"Address":"{{free}}/{{pool.Pool.PrefixLength}}"}""")
            : RawReply.Success("""{"Error":"no address available"}""");
    }

    private static bool Fits(JsonNode? list, bool ipv6) => list is null || (list is JsonArray pools && pools.All(pool => IsAddress(pool?["Pool"], ipv6) && IsAddress(pool?["Gateway"], ipv6)));

    private static bool IsAddress(JsonNode? node, bool ipv6) => Text(node) is "" || (CidrAddress.TryParse(Text(node), out var address) && address.IsV6 == ipv6);

    private static string Text(JsonNode? node) => node?.GetValue<string>() ?? "";

    private sealed record ModelPool(CidrAddress Pool, CidrAddress Part, HashSet<IPAddress> Taken);
}
