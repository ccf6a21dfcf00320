using System.Net;
using Dnet.Conformance.Calls;
using LibNetwork.DriverApi;

namespace Dnet.Conformance.Checks;

/// <summary>The addresses of an IPAM driver.</summary>
internal static class Addresses
{
    private const int Several = 8;

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("addresses/inside", "an address is a CIDR in its pool", "IPAM driver B-079, B-085", Roles.Ipam, InsideAsync),
        new("addresses/distinct", "none is given twice", "driver contract E-058", Roles.Ipam, DistinctAsync),
        new("addresses/parallel", "nor to those who ask at once", "driver contract E-058", Roles.Ipam, ParallelAsync),
        new("addresses/requested", "the one that is asked for is given", "IPAM driver B-079", Roles.Ipam, RequestedAsync),
        new("addresses/taken", "one that is taken is refused", "driver contract E-052", Roles.Ipam, TakenAsync),
        new("addresses/outside", "one that lies outside the pool is refused", "driver contract E-051", Roles.Ipam, OutsideAsync),
        new("addresses/gateway", "a gateway is given, and to nobody else", "IPAM driver B-083", Roles.Ipam, GatewayAsync),
        new("addresses/again", "what was released can be had again", "IPAM driver B-080", Roles.Ipam, AgainAsync),
        new("addresses/release-twice", "a release that is sent again succeeds again", "transport B-031, E-054", Roles.Ipam, ReleaseTwiceAsync),
        new("addresses/unknown-pool", "an address of a pool that is not is refused", "driver contract E-046", Roles.Ipam, UnknownPoolAsync),
        new("addresses/exhausted", "when all are given there is an error", "driver contract E-055", Roles.Ipam, ExhaustedAsync),
        new("addresses/ipv6", "an IPv6 pool has IPv6 addresses", "IPAM driver B-079", Roles.Ipam, IPv6Async),
    ];

    /// <summary>The address of an answer.</summary>
    internal static CidrAddress Read(Exchange requested)
    {
        var text = IpamCalls.AddressText(requested.MustSucceed());
        return text.Length == 0 ? throw requested.Fails("an Address: Docker says \"no address returned\"")
            : CidrAddress.TryParse(text, out var address) ? address : throw requested.Fails("Address to be a CIDR such as 198.18.0.2/24");
    }

    private static async Task InsideAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var requested = await trial.Ipam.RequestAddressAsync(pool.Id);
        var address = ReadInside(requested, pool);
        if (address.PrefixLength != pool.Pool.PrefixLength)
        {
            throw requested.Warns($"the prefix of the pool, {pool.Pool}, which Docker uses in any case");
        }

        (await trial.Ipam.ReleaseAddressAsync(pool.Id, address)).MustSucceed();
    }

    private static async Task DistinctAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var given = new HashSet<IPAddress>();
        for (var i = 0; i < Several; i++)
        {
            var requested = await trial.Ipam.RequestAddressAsync(pool.Id);
            if (i > 0 && requested.Refusal is not null)
            {
                return; // A small pool.
            }

            MustBeNew(requested, pool, given);
        }
    }

    private static async Task ParallelAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var given = new HashSet<IPAddress>();
        foreach (var requested in await Task.WhenAll(Enumerable.Range(0, Several).Select(_ => trial.Ipam.RequestAddressAsync(pool.Id))))
        {
            if (requested.MustBeUnderstood().Succeeded)
            {
                MustBeNew(requested, pool, given);
            }
        }
    }

    private static async Task RequestedAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var wanted = pool.Middle;
        var requested = (await trial.Ipam.RequestAddressAsync(pool.Id, wanted.Address.ToString())).MustBeUnderstood();
        if (requested.Refusal is not null)
        {
            throw requested.Warns("the address; without it --ip cannot be used");
        }

        if (!Read(requested).Address.Equals(wanted.Address))
        {
            throw requested.Fails($"{wanted} as it was asked for, or an error");
        }
    }

    private static async Task TakenAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var address = await trial.Ipam.TakeAddressAsync(pool);
        (await trial.Ipam.RequestAddressAsync(pool.Id, address.Address.ToString())).MustBeRefused("the address was given before");
    }

    private static async Task OutsideAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        foreach (var outside in new[] { "192.0.2.7", "2001:db8:ffff::7", "nonsense" })
        {
            (await trial.Ipam.RequestAddressAsync(pool.Id, outside)).MustBeRefused($"that is no address of {pool.Pool}");
        }
    }

    private static async Task GatewayAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var gateway = await trial.Ipam.RequestAddressAsync(pool.Id, gateway: true);
        var given = new HashSet<IPAddress> { ReadInside(gateway, pool).Address };
        for (var i = 0; i < 3; i++)
        {
            var requested = await trial.Ipam.RequestAddressAsync(pool.Id);
            if (requested.Refusal is not null)
            {
                return;
            }

            MustBeNew(requested, pool, given);
        }
    }

    private static async Task AgainAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var address = await trial.Ipam.TakeAddressAsync(pool);
        (await trial.Ipam.ReleaseAddressAsync(pool.Id, address)).MustSucceed();
        var requested = await trial.Ipam.RequestAddressAsync(pool.Id, address.Address.ToString());
        if (!Read(requested).Address.Equals(address.Address))
        {
            throw requested.Fails($"{address}, which was released before");
        }
    }

    private static async Task ReleaseTwiceAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var address = await trial.Ipam.TakeAddressAsync(pool);
        (await trial.Ipam.ReleaseAddressAsync(pool.Id, address)).Presume();
        var again = (await trial.Ipam.ReleaseAddressAsync(pool.Id, address)).MustBeUnderstood();
        if (again.Refusal is not null)
        {
            throw again.Warns("success: Docker sends it again when the answer was lost");
        }
    }

    private static async Task UnknownPoolAsync(Trial trial) =>
        (await trial.Ipam.RequestAddressAsync($"no-such-pool-{Trial.NewId()[..12]}")).MustBeRefused("there is no such pool");

    private static async Task ExhaustedAsync(Trial trial)
    {
        var subnet = trial.Settings.Subnets.Next().IPv4;
        var wanted = new CidrAddress(subnet.NetworkAddress, 29);
        var pool = IpamCalls.Presume(await trial.Ipam.RequestPoolAsync(wanted.ToString()));
        var given = new HashSet<IPAddress>();
        for (var i = 0; i <= 1 << (32 - wanted.PrefixLength); i++)
        {
            var requested = (await trial.Ipam.RequestAddressAsync(pool.Id)).MustBeUnderstood();
            if (requested.Refusal is not null)
            {
                await MustRecoverAsync(trial, pool, given, requested);
                return;
            }

            MustBeNew(requested, pool, given);
        }
    }

    private static async Task MustRecoverAsync(Trial trial, TestPool pool, HashSet<IPAddress> given, Exchange refused)
    {
        if (given.Count == 0)
        {
            throw refused.Fails($"an address of {pool.Pool}, of which none is given");
        }

        var address = new CidrAddress(given.First(), pool.Pool.PrefixLength);
        (await trial.Ipam.ReleaseAddressAsync(pool.Id, address)).Presume();
        ReadInside(await trial.Ipam.RequestAddressAsync(pool.Id), pool);
    }

    private static async Task IPv6Async(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync(v6: true);
        ReadInside(await trial.Ipam.RequestAddressAsync(pool.Id), pool);
    }

    private static void MustBeNew(Exchange requested, TestPool pool, HashSet<IPAddress> given)
    {
        if (!given.Add(ReadInside(requested, pool).Address))
        {
            throw requested.Fails("an address that was not given before");
        }
    }

    private static CidrAddress ReadInside(Exchange requested, TestPool pool)
    {
        var address = Read(requested);
        return pool.Pool.Contains(address.Address) ? address : throw requested.Fails($"an address of {pool.Pool}");
    }
}
