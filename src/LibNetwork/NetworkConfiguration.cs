using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Configurations that networks share: configuration-only networks, and the networks made from them (C-040 to C-051).</summary>
internal static class NetworkConfiguration
{
    /// <summary>The driver a configuration-only network is stored with: one that older engines can do nothing with (C-050).</summary>
    private const string InertDriver = "null";

    /// <summary>Refuses what does not go together.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>, a line for each of C-040 to C-043.</exception>
    internal static void Check(NetworkConfig config)
    {
        var refusals = Refusals(config).ToList();
        if (refusals.Count > 0)
        {
            throw new NetworkException(ErrorKind.Forbidden, string.Join('\n', refusals));
        }
    }

    /// <summary>A configuration-only network as it is stored.</summary>
    internal static NetworkConfig Stored(NetworkConfig config) => config with { Driver = InertDriver };

    /// <summary>Holds the network that a request's configuration comes from, so that it is not deleted meanwhile.</summary>
    /// <returns>The request with that configuration, and what holds the network.</returns>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none of that name, or it is a network like any other (C-044, C-045).</exception>
    internal static async ValueTask<(NetworkConfig Config, AsyncLock.Holder Held)> HoldAsync(ControllerContext context, NetworkConfig config,
        CancellationToken cancellationToken)
    {
        if (!context.Networks.TryGetName(config.ConfigFrom, out var source) || !source.Config.ConfigOnly)
        {
            throw NetworkErrors.NoSuchConfiguration(config.ConfigFrom);
        }

        var held = await source.Lock.EnterAsync(cancellationToken);
        if (context.Networks.TryGetId(source.Id, out _))
        {
            return (Apply(source.Config, config), held);
        }

        held.Dispose();
        throw NetworkErrors.NoSuchConfiguration(config.ConfigFrom);
    }

    /// <summary>Whether networks exist that were made from a configuration.</summary>
    internal static bool IsInUse(ControllerContext context, Network source) => context.Networks.All.Any(network => network.Config.ConfigFrom == source.Name);

    /// <summary>C-051: families, pools, options; of labels, those the network has not.</summary>
    private static NetworkConfig Apply(NetworkConfig source, NetworkConfig config) => config with
    {
        EnableIPv4 = source.EnableIPv4,
        EnableIPv6 = source.EnableIPv6,
        IpamDriver = source.IpamDriver,
        IpamOptions = source.IpamOptions,
        IpamPools = source.IpamPools,
        DriverOptions = source.DriverOptions,
        Labels = Defaults.Under(config.Labels, source.Labels),
    };

    private static IEnumerable<string> Refusals(NetworkConfig config)
    {
        if (config.ConfigOnly && (config.Internal || config.Attachable || config.Scope != Scope.None))
        {
            yield return "configuration network can only contain network specific fields. Network operator fields like "
                + "[ ingress | internal | attachable | scope ] are not supported.";
        }

        if (config.ConfigFrom.Length == 0)
        {
            yield break;
        }

        if (config.ConfigOnly)
        {
            yield return "a configuration network cannot depend on another configuration network";
        }

        if (!config.EnableIPv4 || config.EnableIPv6 || config.IpamPools.Count > 0 || config.IpamOptions.Count > 0 || config.IpamDriver != "default")
        {
            yield return "user-specified configurations are not supported if the network depends on a configuration network";
        }

        if (config.DriverOptions.Count > 0)
        {
            yield return "network driver options are not supported if the network depends on a configuration network";
        }
    }
}
