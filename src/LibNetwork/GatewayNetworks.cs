using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork;

/// <summary>The networks whose one purpose is the way out of sandboxes that have no other, one for each family (C-110 to C-116).</summary>
/// <remarks>One is made when the first sandbox needs it and deleted when none does. One that a user made under its name, with options of
/// his own, is used as it is and never deleted.</remarks>
internal sealed class GatewayNetworks(ControllerContext context, bool enabled)
{
    private const string NameIPv4 = "dnet_gwbridge";
    private const string NameIPv6 = "dnet_gwbridge6";
    private const string EndpointPrefix = "gateway_";
    private const string MadeByEngine = "dnet.gateway-network";
    private const int ShortName = 12;

    // After a sandbox's lock, before a network's: who needs a network and who gives it up do so one after the other.
    private AsyncLock Lock { get; } = new();

    /// <summary>Whether a network of that name is one of them, whoever made it.</summary>
    internal static bool IsName(string name) => name is NameIPv4 or NameIPv6;

    /// <summary>
    /// The families a sandbox has addresses of and no way out in (C-110, K-002, K-063). Networks that are cut off on purpose, those of the host
    /// and null drivers, and endpoints whose driver takes care of the way out make no need.
    /// </summary>
    internal static (bool IPv4, bool IPv6) Needed(IReadOnlyList<Endpoint> endpoints)
    {
        var (wantsIPv4, wantsIPv6, hasIPv4, hasIPv6) = (false, false, false, false);
        foreach (var endpoint in endpoints)
        {
            if (endpoint.Network.IsGatewayNetwork || endpoint.Network.Config.Internal || !NetworkLifecycle.NeedsPools(endpoint.Network.Driver))
            {
                continue;
            }

            hasIPv4 |= GatewaySelection.Offers(endpoint, v6: false);
            hasIPv6 |= GatewaySelection.Offers(endpoint, v6: true);
            if (endpoint.Record.Join is not { GatewayServiceDisabled: true })
            {
                // Without any address known to us it has one from elsewhere: IPv4, as in libnetwork.
                wantsIPv4 |= endpoint.Address is not null || endpoint.AddressIPv6 is null;
                wantsIPv6 |= endpoint.AddressIPv6 is not null;
            }
        }

        return (wantsIPv4 && !hasIPv4, wantsIPv6 && !hasIPv6);
    }

    /// <summary>Whether a sandbox is to join a gateway network, or to leave one.</summary>
    internal bool IsOutdated(Sandbox sandbox) =>
        enabled && !sandbox.Config.UseHostNamespace
        && Needed(sandbox.Endpoints) != (Find(sandbox, NameIPv4) is not null, Find(sandbox, NameIPv6) is not null);

    /// <summary>Has a sandbox join the gateway networks it needs and leave those it does not. Its lock is held, and no network's.</summary>
    /// <exception cref="NetworkException">A network that is needed cannot be made or joined; what it had it has still.</exception>
    internal async ValueTask UpdateAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        if (!IsOutdated(sandbox))
        {
            return;
        }

        using var locked = await Lock.EnterAsync(cancellationToken);
        var (ipv4, ipv6) = Needed(sandbox.Endpoints);
        await UpdateAsync(sandbox, NameIPv4, ipv4, cancellationToken);
        await UpdateAsync(sandbox, NameIPv6, ipv6, cancellationToken);
    }

    /// <summary>Deletes the networks that no sandbox needs any more.</summary>
    internal async ValueTask RemoveUnusedAsync()
    {
        if (IsUnused(NameIPv4) || IsUnused(NameIPv6))
        {
            using var locked = await Lock.EnterAsync(CancellationToken.None);
            await RemoveUnusedAsync(NameIPv4);
            await RemoveUnusedAsync(NameIPv6);
        }
    }

    private static Endpoint? Find(Sandbox sandbox, string network)
    {
        foreach (var endpoint in sandbox.Endpoints)
        {
            if (endpoint.Network.Name == network && endpoint.Name.StartsWith(EndpointPrefix, StringComparison.Ordinal))
            {
                return endpoint;
            }
        }

        return null;
    }

    // C-112.
    private static string EndpointName(Sandbox sandbox) => EndpointPrefix + (sandbox.Name.Length <= ShortName ? sandbox.Name : ObjectId.Short(sandbox.Id));

    private static NetworkConfig ConfigOf(string name) => new()
    {
        Name = name,
        EnableIPv4 = name == NameIPv4,
        EnableIPv6 = name == NameIPv6,
        DriverOptions = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["com.docker.network.bridge.enable_icc"] = "false",
            ["com.docker.network.bridge.enable_ip_masquerade"] = "true",
        },
        Labels = new Dictionary<string, string>(StringComparer.Ordinal) { [MadeByEngine] = "true" },
    };

    private async ValueTask UpdateAsync(Sandbox sandbox, string name, bool needed, CancellationToken cancellationToken)
    {
        switch (needed, Find(sandbox, name))
        {
            case (true, null):
                await JoinAsync(sandbox, name, cancellationToken);
                break;
            case (false, { } endpoint):
                await EndpointLifecycle.DeleteAsync(endpoint, sandbox, cancellationToken);
                await RemoveUnusedAsync(name);
                break;
        }
    }

    private async ValueTask JoinAsync(Sandbox sandbox, string name, CancellationToken cancellationToken)
    {
        var network = FindNetwork(name) ?? await NetworkLifecycle.CreateAsync(context, ConfigOf(name), cancellationToken);
        try
        {
            await EndpointLifecycle.ConnectAsync(network, sandbox, new EndpointConfig { Name = EndpointName(sandbox) },
                (step, refused) => new NetworkException(refused.Kind, $"container {sandbox.Name}: endpoint {step} on GW Network failed: {refused.Message}", refused),
                cancellationToken);
        }
        catch
        {
            await RemoveUnusedAsync(name);
            throw;
        }
    }

    private Network? FindNetwork(string name) => context.Networks.TryGetName(name, out var network) ? network : null;

    private bool IsUnused(string name) =>
        FindNetwork(name) is { } network && network.EndpointIndex.Count == 0 && network.Config.Labels.ContainsKey(MadeByEngine);

    private async ValueTask RemoveUnusedAsync(string name)
    {
        if (IsUnused(name) && FindNetwork(name) is { } network)
        {
            await context.Logger.GoOnAsync($"network {name}: removing what no sandbox needs", () => NetworkLifecycle.DeleteAsync(network, force: false, CancellationToken.None));
        }
    }
}
