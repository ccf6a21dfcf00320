using Dnet.Conformance.Calls;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;

namespace Dnet.Conformance.Checks;

/// <summary>The pools of an IPAM driver.</summary>
internal static class Pools
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("pools/requested", "the pool that is asked for is given, or none", "IPAM driver B-077, B-087", Roles.Ipam, RequestedAsync),
        new("pools/chosen", "a pool of the driver's choice is a CIDR and has an id", "IPAM driver B-077, B-087", Roles.Ipam, ChosenAsync),
        new("pools/several", "pools of its choice do not overlap", "IPAM driver B-088", Roles.Ipam, SeveralAsync),
        new("pools/overlapping", "a pool that overlaps another is refused", "driver contract E-041", Roles.Ipam, OverlappingAsync),
        new("pools/sub-pool", "addresses come from the part that was asked for", "IPAM driver B-077", Roles.Ipam, SubPoolAsync),
        new("pools/ipv6", "with V6 the pool is IPv6", "IPAM driver B-077", Roles.Ipam, IPv6Async),
        new("pools/gateway-data", "a gateway told with the pool is a CIDR in it", "IPAM driver B-082", Roles.Ipam, GatewayDataAsync),
        new("pools/malformed", "a pool that is no CIDR is refused", "IPAM driver B-087", Roles.Ipam, MalformedAsync),
        new("pools/again", "what was released can be had again", "IPAM driver B-078", Roles.Ipam, AgainAsync),
        new("pools/release-twice", "a release that is sent again is answered", "transport B-031", Roles.Ipam, ReleaseTwiceAsync),
    ];

    private static async Task RequestedAsync(Trial trial)
    {
        var wanted = trial.Settings.Subnets.Next().IPv4;
        var requested = (await trial.Ipam.RequestPoolAsync(wanted.ToString())).MustBeUnderstood();
        if (requested.Refusal is not null)
        {
            throw requested.Warns("the pool; if the plugin has a range of its own, name a part of it with --subnet");
        }

        var pool = Read(requested);
        if (pool.Pool.Network != wanted.Network)
        {
            throw requested.Fails($"Pool {wanted} as it was asked for, or an error");
        }

        (await trial.Ipam.ReleasePoolAsync(pool.Id)).MustSucceed();
    }

    private static async Task ChosenAsync(Trial trial)
    {
        var requested = (await trial.Ipam.RequestPoolAsync()).MustBeUnderstood();
        if (requested.Refusal is not null)
        {
            throw requested.Warns("a pool; without one every network needs --subnet");
        }

        Read(requested);
    }

    private static async Task SeveralAsync(Trial trial)
    {
        var pools = new List<TestPool>();
        for (var i = 0; i < 3; i++)
        {
            var requested = await trial.Ipam.RequestPoolAsync();
            if (i == 0)
            {
                requested.Presume();
            }
            else if (requested.Refusal is not null)
            {
                throw requested.Warns("another pool; Docker asks again while what it is given overlaps a network of the host");
            }

            var pool = Read(requested);
            if (pool.IsWholeWorld)
            {
                throw CheckEndedException.NotTried($"the plugin's pool is {pool.Pool}: it leaves addresses to others");
            }

            if (pools.Find(other => other.Pool.Overlaps(pool.Pool)) is { } taken)
            {
                throw requested.Fails($"a pool that does not overlap {taken.Pool}, which was given before");
            }

            pools.Add(pool);
        }
    }

    private static async Task OverlappingAsync(Trial trial)
    {
        var wanted = trial.Settings.Subnets.Next().IPv4;
        (await trial.Ipam.RequestPoolAsync(wanted.ToString())).Presume();
        var half = new CidrAddress(wanted.NetworkAddress, wanted.PrefixLength + 1);
        foreach (var overlapping in new[] { wanted, half })
        {
            (await trial.Ipam.RequestPoolAsync(overlapping.ToString())).MustBeRefused($"it overlaps {wanted}, which was given before");
        }
    }

    private static async Task SubPoolAsync(Trial trial)
    {
        var wanted = trial.Settings.Subnets.Next().IPv4;
        var upper = new CidrAddress(Subnets.Host(wanted, 1 << (31 - wanted.PrefixLength)).Address, wanted.PrefixLength + 1);
        var requested = (await trial.Ipam.RequestPoolAsync(wanted.ToString(), upper.ToString())).MustBeUnderstood();
        if (requested.Refusal is not null)
        {
            throw requested.Warns("a pool; without it --ip-range cannot be used");
        }

        var address = await trial.Ipam.RequestAddressAsync(Read(requested).Id);
        if (!upper.Contains(Addresses.Read(address.MustSucceed()).Address))
        {
            throw address.Fails($"an address of {upper}, the SubPool");
        }
    }

    private static async Task IPv6Async(Trial trial)
    {
        var wanted = trial.Settings.Subnets.Next().IPv6;
        var requested = (await trial.Ipam.RequestPoolAsync(wanted.ToString(), v6: true)).MustBeUnderstood();
        if (requested.Refusal is not null)
        {
            throw CheckEndedException.NotTried($"the plugin gives no IPv6 pool: {requested.Came}");
        }

        if (Read(requested).Pool.Network != wanted.Network)
        {
            throw requested.Fails($"Pool {wanted} as it was asked for, or an error");
        }
    }

    private static async Task GatewayDataAsync(Trial trial)
    {
        var wanted = trial.Settings.Subnets.Next().IPv4;
        var requested = await trial.Ipam.RequestPoolAsync(wanted.ToString());
        requested = requested.Succeeded ? requested : await trial.Ipam.RequestPoolAsync();
        var pool = IpamCalls.Presume(requested);
        if (requested.Read(PluginJson.Default.RequestPoolResponse).Data?.TryGetValue(NetLabel.Gateway, out var text) is not true)
        {
            throw CheckEndedException.NotTried("the plugin tells no gateway with the pool");
        }

        if (!CidrAddress.TryParse(text, out var gateway) || !pool.Pool.Contains(gateway.Address))
        {
            throw requested.Fails($"{NetLabel.Gateway} to be an address of {pool.Pool} in CIDR form");
        }
    }

    private static async Task MalformedAsync(Trial trial)
    {
        foreach (var wrong in new[] { "nonsense", "198.18.0.0/33", "198.18.0.0" })
        {
            (await trial.Ipam.RequestPoolAsync(wrong)).MustBeRefused("that is no CIDR");
        }
    }

    private static async Task AgainAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeAsync();
        (await trial.Ipam.ReleasePoolAsync(pool.Id)).MustSucceed();
        (await trial.Ipam.RequestPoolAsync(pool.IsWholeWorld ? "" : pool.Pool.ToString())).MustSucceed($"{pool.Pool}, which was released before");
    }

    private static async Task ReleaseTwiceAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeAsync();
        (await trial.Ipam.ReleasePoolAsync(pool.Id)).Presume();
        (await trial.Ipam.ReleasePoolAsync(pool.Id)).MustBeUnderstood();
        await trial.MustStillAnswerAsync("after a pool was released twice");
    }

    private static TestPool Read(Exchange requested)
    {
        var answer = requested.MustSucceed().Read(PluginJson.Default.RequestPoolResponse);
        return answer.PoolID.Length == 0 ? throw requested.Fails("a PoolID")
            : CidrAddress.TryParse(answer.Pool, out var pool) ? new TestPool(answer.PoolID, pool)
            : throw requested.Fails("Pool to be a CIDR such as 198.18.0.0/24");
    }
}
