using System.Globalization;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.Store;

namespace LibNetwork.Reconciliation;

/// <summary>Makes records again, after the store lost some, of what the kernel still shows under this controller's marks.</summary>
/// <remarks>
/// A bridge says which network it is of and has its addresses; a port says its endpoint and is on a bridge; its other end is in a namespace that
/// is pinned. That is enough for sandboxes to keep their network. Names, labels and most options are nowhere in the kernel: what is made again
/// is called <c>recovered-</c> and the start of its id. A network that no sandbox leaves by becomes internal: to open one that was closed would be worse.
/// Nothing is made again of what has neither: it is removed as an orphan. See ADR 0020.
/// </remarks>
internal sealed class KernelRecovery(ControllerContext context, StoredObjects stored, Action<string> find)
{
    private readonly string _mark = $"dnet:{context.InstanceId}:";

    /// <summary>Adds what is missing among the stored objects, and stores it.</summary>
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        var links = await context.HostSocket.GetLinksAsync(cancellationToken);
        var known = stored.Networks.Select(network => network.Id).Concat(stored.ServedNetworks.Select(network => network.Id))
            .Concat(stored.Endpoints.Select(endpoint => endpoint.Id)).Concat(stored.ServedEndpoints.Select(endpoint => endpoint.Id)).ToHashSet(StringComparer.Ordinal);
        var ports = links.Where(link => IdOf(link, "endpoint") is { } id && !known.Contains(id)).ToDictionary(link => link.Index);
        var plugs = await FindPlugsAsync(ports, cancellationToken);
        foreach (var bridge in links.Where(link => link.Kind == "bridge" && IdOf(link, "network") is { } id && !known.Contains(id)))
        {
            var addresses = await context.HostSocket.GetAddressesAsync(bridge.Index, cancellationToken);
            Add(Network(bridge, addresses, [.. plugs.Where(plug => plug.Port.MasterIndex == bridge.Index)]));
        }

        var bridges = links.Where(link => link.Kind == "bridge").ToDictionary(link => link.Index, link => IdOf(link, "network"));
        foreach (var plug in plugs)
        {
            if (bridges.GetValueOrDefault(plug.Port.MasterIndex) is { } networkId && stored.Networks.Find(network => network.Id == networkId) is { } network)
            {
                Add(Endpoint(plug, network, Sandbox(plug.Path)));
            }
        }
    }

    private string? IdOf(LinkInfo link, string kind) =>
        link.Alias is { } alias && alias.StartsWith($"{_mark}{kind}:", StringComparison.Ordinal) && alias[(_mark.Length + kind.Length + 1)..] is { Length: 64 } id ? id : null;

    /// <summary>The interfaces inside pinned namespaces whose other end is one of the ports.</summary>
    private async ValueTask<List<Plug>> FindPlugsAsync(Dictionary<int, LinkInfo> ports, CancellationToken cancellationToken)
    {
        var plugs = new List<Plug>();
        foreach (var path in context.Namespaces.List().Where(context.Namespaces.IsThere))
        {
            using var space = NetworkNamespace.Open(path);
            using var socket = await space.OpenRouteSocketAsync(cancellationToken);
            var addresses = await socket.GetAddressesAsync(cancellationToken: cancellationToken);
            var routes = await socket.GetRoutesAsync(cancellationToken);
            plugs.AddRange(from inside in await socket.GetLinksAsync(cancellationToken)
                           where inside.Kind == "veth" && ports.TryGetValue(inside.PeerIndex, out var port) && port.PeerIndex == inside.Index
                           select new Plug(path, ports[inside.PeerIndex], inside, [.. addresses.Where(address => address.LinkIndex == inside.Index)],
                               [.. routes.Where(route => route.LinkIndex == inside.Index && route.IsDefault)]));
        }

        return plugs;
    }

    private NetworkRecord Network(LinkInfo bridge, IReadOnlyList<AddressInfo> addresses, IReadOnlyList<Plug> plugs)
    {
        var id = IdOf(bridge, "network")!;
        var own = addresses.Where(address => !address.Address.IsIPv6LinkLocal).Select(address => new CidrAddress(address.Address, address.PrefixLength)).ToList();
        var options = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["com.docker.network.bridge.name"] = bridge.Name,
            [NetLabel.DriverMtu] = bridge.Mtu.ToString(CultureInfo.InvariantCulture),
        };
        if (plugs.Any(plug => plug.Port.BridgePort?.Isolated == true))
        {
            options["com.docker.network.bridge.enable_icc"] = "false";
        }

        return new NetworkRecord
        {
            Id = id,
            Created = context.Clock.GetUtcNow(),
            Scope = Scope.Local,
            Config = new NetworkConfig
            {
                Name = $"recovered-{ObjectId.Short(id)}",
                EnableIPv4 = own.Exists(address => !address.IsV6),
                EnableIPv6 = own.Exists(address => address.IsV6),
                Internal = plugs.All(plug => plug.DefaultRoutes.Count == 0),
                DriverOptions = options,
                IpamPools = [.. own.Select(address => new IpamPoolConfig { Subnet = Pool(address).ToString(), Gateway = address.Address.ToString() })],
            },
            IPv4Pools = [.. own.Where(address => !address.IsV6).Select(Record)],
            IPv6Pools = [.. own.Where(address => address.IsV6).Select(Record)],
        };
    }

    private static CidrAddress Pool(CidrAddress address) => CidrAddress.Parse(address.Network.ToString());

    private static PoolRecord Record(CidrAddress address) => new()
    {
        PoolId = PoolIdOf(address),
        Config = new IpamPoolConfig { Subnet = Pool(address).ToString(), Gateway = address.Address.ToString() },
        AddressSpace = "LocalDefault",
        Pool = Pool(address),
        Gateway = address,
        GatewayIsAllocated = true,
    };

    private static string PoolIdOf(CidrAddress address) => $"LocalDefault/{address.Network}";

    /// <summary>The sandbox whose namespace is pinned to a path, made again if its record is lost. The rest of its id was known to nobody else.</summary>
    private SandboxRecord Sandbox(string path)
    {
        var start = Path.GetFileName(path);
        if (stored.Sandboxes.Find(sandbox => ObjectId.Short(sandbox.Id) == start) is { } known)
        {
            return known;
        }

        var sandbox = new SandboxRecord
        {
            Id = start + ObjectId.New()[start.Length..],
            Created = context.Clock.GetUtcNow(),
            Config = new SandboxConfig { Name = $"recovered-{start}" },
        };
        stored.Sandboxes.Add(sandbox);
        context.Store.Settle([new RecordChange(RecordKind.Sandbox, sandbox.Id, RecordJson.Write(sandbox, RecordJson.Default.SandboxRecord))], durable: false);
        find($"sandbox {sandbox.Config.Name}: its record is lost; it is made again of namespace {path}");
        return sandbox;
    }

    private EndpointRecord Endpoint(Plug plug, NetworkRecord network, SandboxRecord sandbox)
    {
        var id = IdOf(plug.Port, "endpoint")!;
        CidrAddress? Address(AddressFamily family, IReadOnlyList<PoolRecord> pools) => plug.Addresses
            .Where(address => address.Address.AddressFamily == family && pools.Any(pool => pool.Pool.Contains(address.Address)))
            .Select(address => (CidrAddress?)new CidrAddress(address.Address, address.PrefixLength)).FirstOrDefault();

        var (ipv4, ipv6) = (Address(AddressFamily.InterNetwork, network.IPv4Pools), Address(AddressFamily.InterNetworkV6, network.IPv6Pools));
        return new EndpointRecord
        {
            Id = id,
            NetworkId = network.Id,
            Created = context.Clock.GetUtcNow(),
            Config = new EndpointConfig { Name = $"recovered-{ObjectId.Short(id)}" },
            MacAddress = plug.Inside.Address,
            Address = ipv4,
            PoolId = ipv4 is { } address ? PoolIdOf(address) : "",
            AddressIPv6 = ipv6,
            PoolIdIPv6 = ipv6 is { } addressIPv6 ? PoolIdOf(addressIPv6) : "",
            SandboxId = sandbox.Id,
            Join = new JoinRecord
            {
                HostName = plug.Port.Name,
                InterfaceName = plug.Inside.Name,
                CreatedInSandbox = true,
                Gateway = network.Config.Internal ? null : network.IPv4Pools is [var pool, ..] ? pool.Gateway?.Address : null,
                GatewayIPv6 = network.Config.Internal || ipv6 is null ? null : network.IPv6Pools is [var poolIPv6, ..] ? poolIPv6.Gateway?.Address : null,
            },
        };
    }

    private void Add(NetworkRecord network)
    {
        stored.Networks.Add(network);
        context.Settle(network);
        find($"network {network.Config.Name}: its record is lost; it is made again of bridge {network.Config.DriverOptions["com.docker.network.bridge.name"]}, "
            + $"{(network.Config.Internal ? "internal" : "not internal")}; compare its options and delete it when it is not wanted");
    }

    private void Add(EndpointRecord endpoint)
    {
        stored.Endpoints.Add(endpoint);
        context.Settle(endpoint);
        find($"endpoint {endpoint.Config.Name}: its record is lost; it is made again of link {endpoint.Join!.HostName}, without published ports");
    }

    /// <summary>A port on the host and its other end inside.</summary>
    private sealed record Plug(string Path, LinkInfo Port, LinkInfo Inside, IReadOnlyList<AddressInfo> Addresses, IReadOnlyList<RouteInfo> DefaultRoutes);
}
