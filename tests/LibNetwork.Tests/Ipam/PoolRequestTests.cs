using System.Net;

using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class PoolRequestTests
{
    private readonly DefaultIpamDriver _driver = new();

    [Fact] // E-004
    public async Task The_default_address_spaces_are_LocalDefault_and_GlobalDefault() =>
        (await _driver.GetDefaultAddressSpacesAsync()).Should().Be(("LocalDefault", "GlobalDefault"));

    [Fact] // E-002, E-061
    public void The_driver_keeps_nothing_so_it_wants_requests_replayed() =>
        _driver.Capability.Should().Be(new IpamCapability(RequiresMacAddress: false, RequiresRequestReplay: true));

    [Theory] // E-023, E-042, E-043
    [InlineData("172.28.0.0/16", "", "LocalDefault/172.28.0.0/16")]
    [InlineData("172.28.0.0/16", "172.28.5.0/24", "LocalDefault/172.28.0.0/16/172.28.5.0/24")]
    [InlineData("10.0.0.5/24", "", "LocalDefault/10.0.0.0/24")]
    [InlineData("10.0.0.5/24", "10.0.0.77/28", "LocalDefault/10.0.0.0/24/10.0.0.64/28")]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", "LocalDefault/10.1.0.0/16/10.1.0.0/16")]
    [InlineData("2001:0db8:0:0::/64", "", "LocalDefault/2001:db8::/64")]
    [InlineData("2001:db8::/64", "2001:db8::4:0/112", "LocalDefault/2001:db8::/64/2001:db8::4:0/112")]
    public async Task A_pool_id_is_the_space_the_pool_and_the_sub_pool_without_host_bits(string pool, string subPool, string id)
    {
        var taken = await _driver.Pool(pool, subPool);
        taken.PoolId.Should().Be(id);
        taken.Pool.Should().Be(AddressBlock.Of(CidrAddress.Parse(pool)).ToNetwork());
        taken.Data.Should().BeEmpty();
    }

    [Fact]
    public async Task A_pool_id_is_known_in_any_spelling()
    {
        await _driver.Pool("2001:db8::/64");
        var address = await _driver.RequestAddressAsync("LocalDefault/2001:0DB8::/64", preferred: null);
        address.Address.ToString().Should().Be("2001:db8::1/64");
    }

    [Theory] // E-005 to E-007, E-020, E-025
    [InlineData("", "10.0.0.0/8", "", "invalid address space")]
    [InlineData("LocalDefault", "", "10.0.0.0/8", "invalid address subpool")]
    [InlineData("LocalDefault", "10.0.0/8", "", "invalid address pool")]
    [InlineData("LocalDefault", "10.0.0.0", "", "invalid address pool")]
    [InlineData("LocalDefault", "10.0.0.0/33", "", "invalid address pool")]
    [InlineData("LocalDefault", "0.0.0.0/24", "10.0.0.0/28", "invalid address subpool")]
    [InlineData("LocalDefault", "x\"\n", "", "invalid address pool")]
    public async Task A_request_that_cannot_be_read_is_quoted(string space, string pool, string subPool, string reason)
    {
        var error = await _driver.Pool(pool, subPool, space).Fails();
        error.Message.Should().Be(
            $"failed to parse pool request for address space {GoText.Quote(space)} pool {GoText.Quote(pool)} subpool {GoText.Quote(subPool)}: {reason}");
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Theory] // E-007, E-018, E-021
    [InlineData("10.0.0.0/8", "10.0.0/16", IpamError.InvalidSubPool, "invalid pool request: invalid address subpool")]
    [InlineData("10.0.0.0/8", "11.0.0.0/16", IpamError.InvalidSubPool, "invalid pool request: invalid address subpool")]
    [InlineData("10.0.0.0/8", "16.0.0.0/4", IpamError.InvalidSubPool, "invalid pool request: invalid address subpool")]
    [InlineData("10.0.0.0/8", "2001:db8::/64", IpamError.IncompatibleFamilies, "pool and subpool are of incompatible address families")]
    public async Task A_sub_pool_that_does_not_fit_its_pool_is_refused(string pool, string subPool, IpamError reason, string message)
    {
        var error = await _driver.Pool(pool, subPool).Fails();
        (error.Error, error.Message, error.Kind).Should().Be((reason, message, ErrorKind.InvalidParameter));
        (await _driver.Pool(pool)).Pool.Should().Be(IPNetwork.Parse("10.0.0.0/8"), "nothing was taken");
    }

    [Fact] // E-015
    public async Task An_unknown_address_space_is_not_found()
    {
        var error = await _driver.Pool("10.0.0.0/8", space: "blue").Fails();
        (error.Message, error.Kind).Should().Be(("cannot find address space blue", ErrorKind.NotFound));
    }

    [Theory] // E-017, E-019, E-024, E-054
    [InlineData("")]
    [InlineData("LocalDefault")]
    [InlineData("LocalDefault/10.0.0.0")]
    [InlineData("LocalDefault/10.0.0.0/8/10.1.0.0")]
    [InlineData("LocalDefault/10.0.0.0/8/10.1.0.0/16/")]
    [InlineData("LocalDefault/10.0.0.0/8/2001:db8::/64")]
    [InlineData("LocalDefault/ten/8")]
    [InlineData("/10.0.0.0/8")]
    public async Task A_malformed_pool_id_is_invalid_everywhere(string id)
    {
        Task[] calls =
        [
            _driver.ReleasePoolAsync(id).AsTask(),
            _driver.RequestAddressAsync(id, null).AsTask(),
            _driver.ReleaseAddressAsync(id, IPAddress.Loopback).AsTask(),
            _driver.GetPoolStatusAsync(id).AsTask(),
        ];
        foreach (var call in calls)
        {
            var error = await call.Fails();
            (error.Message, error.Kind).Should().Be(($"invalid pool id: {id}", ErrorKind.InvalidParameter));
            error.InnerException!.Message.Should().Be($"invalid string form for subnetkey: {id}");
        }
    }

    [Theory] // E-016
    [InlineData("LocalDefault/10.0.0.0/8", "cannot find address pool for poolID:10.0.0.0/8")]
    [InlineData("LocalDefault/10.0.0.0/8/10.1.0.0/16", "cannot find address pool for poolID:10.0.0.0/8/10.1.0.0/16")]
    public async Task Addresses_of_a_pool_that_is_not_taken_are_not_found(string id, string message)
    {
        Task[] calls =
        [
            _driver.RequestAddressAsync(id, null).AsTask(),
            _driver.ReleaseAddressAsync(id, IPAddress.Loopback).AsTask(),
            _driver.GetPoolStatusAsync(id).AsTask(),
        ];
        foreach (var call in calls)
        {
            var error = await call.Fails();
            (error.Message, error.Kind).Should().Be((message, ErrorKind.NotFound));
        }
    }

    [Theory] // E-013, E-046
    [InlineData("10.0.0.0/8", "")]
    [InlineData("10.0.0.0/8", "10.1.0.0/16")]
    public async Task Releasing_a_pool_twice_is_an_error(string cidr, string subPool)
    {
        var pool = await _driver.Pool(cidr, subPool);
        await _driver.ReleasePoolAsync(pool.PoolId);
        var error = await _driver.ReleasePoolAsync(pool.PoolId).AsTask().Fails();
        error.Message.Should().Be("address space does not contain specified address pool");
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Fact]
    public async Task A_pool_taken_again_begins_empty()
    {
        var pool = await _driver.Pool("10.0.0.0/24");
        await _driver.TakeMany(pool, 20);
        await _driver.ReleasePoolAsync(pool.PoolId);
        (await _driver.Take(await _driver.Pool("10.0.0.0/24"))).Should().Be("10.0.0.1/24");
    }

    [Fact] // E-061
    public async Task A_restart_is_replayed_with_concrete_pools_and_preferred_addresses()
    {
        var pool = await _driver.Pool("", v6: false);
        var sub = await _driver.Pool("10.9.0.0/16", "10.9.3.0/24");
        var taken = new List<(AllocatedPool Pool, string Address)>();
        for (var i = 0; i < 40; i++)
        {
            taken.Add((pool, await _driver.Take(pool)));
            taken.Add((sub, await _driver.Take(sub)));
        }

        var restarted = new DefaultIpamDriver();
        (await restarted.Pool(pool.Pool.ToString())).PoolId.Should().Be(pool.PoolId);
        (await restarted.Pool("10.9.0.0/16", "10.9.3.0/24")).PoolId.Should().Be(sub.PoolId);
        foreach (var (from, address) in taken)
        {
            (await restarted.Take(from, address.Split('/')[0])).Should().Be(address);
        }

        (await restarted.Take(pool)).Should().Be(await _driver.Take(pool));
        (await restarted.Take(sub)).Should().Be(await _driver.Take(sub));
    }
}
