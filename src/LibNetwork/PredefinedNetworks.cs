using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Makes the predefined networks when an engine starts, and knows their names (C-061, C-166, C-167).</summary>
internal sealed class PredefinedNetworks(PredefinedNetworkOptions options)
{
    private const string BridgeName = "bridge";
    private const string BridgeDevice = "com.docker.network.bridge.name";

    /// <summary>Whether nobody else may make a network of that name.</summary>
    internal static bool IsReserved(string name) => name is BridgeName or "host" or "none" or "default";

    /// <summary>
    /// Makes what is missing. A bridge network that was made with other settings is made anew unless endpoints are on it. What cannot be made
    /// is told and stops nothing: the engine is of use without it.
    /// </summary>
    internal async ValueTask EnsureAsync(ControllerContext context, Action<string> find, CancellationToken cancellationToken)
    {
        await EnsureAsync(context, new NetworkConfig { Name = "none", Driver = "null" }, find, cancellationToken);
        await EnsureAsync(context, new NetworkConfig { Name = "host", Driver = "host" }, find, cancellationToken);
        if (options.Bridge.Length > 0)
        {
            await EnsureAsync(context, Bridge(context), find, cancellationToken);
        }
        else if (context.Networks.TryGetName(BridgeName, out var unwanted) && unwanted.Record.IsPredefined && unwanted.EndpointIndex.Count == 0)
        {
            await TryAsync(unwanted.Name, NetworkLifecycle.DeleteAsync(unwanted, force: false, cancellationToken), find);
        }
    }

    private NetworkConfig Bridge(ControllerContext context)
    {
        var named = new Dictionary<string, string>(options.BridgeOptions, StringComparer.Ordinal) { [BridgeDevice] = options.Bridge };
        return new NetworkConfig
        {
            Name = BridgeName,
            EnableIPv6 = options.EnableIPv6,
            IpamPools = options.BridgePools,
            DriverOptions = context.DefaultNetworkOptions.TryGetValue(BridgeName, out var common) ? Defaults.Under(named, common) : named,
        };
    }

    private static async ValueTask EnsureAsync(ControllerContext context, NetworkConfig config, Action<string> find, CancellationToken cancellationToken)
    {
        if (context.Networks.TryGetName(config.Name, out var present))
        {
            if (!present.Record.IsPredefined)
            {
                find($"network {config.Name}: there is one of that name that somebody made; it is left as it is");
                return;
            }

            if (AsWanted(present.Config, config))
            {
                return;
            }

            if (present.EndpointIndex.Count > 0)
            {
                find($"network {config.Name}: its settings have changed; it keeps the old ones while endpoints are on it");
                return;
            }

            if (!await TryAsync(config.Name, NetworkLifecycle.DeleteAsync(present, force: false, cancellationToken), find))
            {
                return;
            }
        }

        await TryAsync(config.Name, CreateAsync(context, config, cancellationToken), find);
    }

    private static async ValueTask CreateAsync(ControllerContext context, NetworkConfig config, CancellationToken cancellationToken) =>
        await NetworkLifecycle.CreatePredefinedAsync(context, config, cancellationToken);

    private static async ValueTask<bool> TryAsync(string name, ValueTask step, Action<string> find)
    {
        try
        {
            await step;
            return true;
        }
        catch (NetworkException refused)
        {
            find($"network {name} cannot be made: {refused.Message}");
            return false;
        }
    }

    private static bool AsWanted(NetworkConfig present, NetworkConfig wanted) =>
        present.Driver == wanted.Driver && present.EnableIPv6 == wanted.EnableIPv6 && SameMap(present.DriverOptions, wanted.DriverOptions)
        && present.IpamPools.Count == wanted.IpamPools.Count && present.IpamPools.Zip(wanted.IpamPools, SamePool).All(same => same);

    private static bool SamePool(IpamPoolConfig one, IpamPoolConfig other) =>
        one with { AuxiliaryAddresses = EmptyMap.Instance } == other with { AuxiliaryAddresses = EmptyMap.Instance }
        && SameMap(one.AuxiliaryAddresses, other.AuxiliaryAddresses);

    private static bool SameMap(IReadOnlyDictionary<string, string> one, IReadOnlyDictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
