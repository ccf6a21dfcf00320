using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class AddressAllocationTests
{
    private readonly DefaultIpamDriver _driver = new();

    [Theory] // E-057
    [InlineData("192.168.59.0/24", 254, "192.168.59.254/24")]
    [InlineData("192.168.240.0/20", 255, "192.168.240.255/20")]
    [InlineData("192.168.0.0/16", 256, "192.168.1.0/16")]
    [InlineData("192.168.128.0/18", 1023, "192.168.131.255/18")]
    [InlineData("10.0.0.0/8", 256, "10.0.1.0/8")]
    [InlineData("2001:db8::/64", 256, "2001:db8::100/64")]
    public async Task The_nth_address_is_the_nth_lowest(string pool, int count, string last) =>
        (await _driver.TakeMany(await _driver.Pool(pool), count)).Should().Be(last);

    [Theory] // E-047
    [InlineData("10.1.2.0/24", "10.1.2.0")]
    [InlineData("10.1.2.0/24", "10.1.2.255")]
    [InlineData("10.1.2.0/30", "10.1.2.3")]
    [InlineData("2001:db8::/64", "2001:db8::")]
    [InlineData("2001:db8::/127", "2001:db8::")]
    public async Task Network_broadcast_and_all_zero_addresses_are_reserved(string cidr, string address)
    {
        var pool = await _driver.Pool(cidr);
        (await _driver.Take(pool, address).Fails()).Error.Should().Be(IpamError.AddressInUse);

        // Giving a reserved address back does not free it.
        await _driver.Release(pool, address);
        (await _driver.Take(pool, address).Fails()).Message.Should().Be("Address already in use");
    }

    [Fact] // E-047: IPv6 has no broadcast
    public async Task The_last_address_of_an_IPv6_pool_is_an_address_like_any_other()
    {
        var pool = await _driver.Pool("2001:db8::/64");
        (await _driver.Take(pool, "2001:db8::ffff:ffff:ffff:ffff")).Should().Be("2001:db8::ffff:ffff:ffff:ffff/64");
    }

    [Theory] // E-055
    [InlineData("10.1.2.4/31", "10.1.2.4/31", "10.1.2.5/31")]
    [InlineData("10.1.2.4/32", "10.1.2.4/32")]
    [InlineData("10.1.2.4/30", "10.1.2.5/30", "10.1.2.6/30")]
    [InlineData("2001:db8::4/127", "2001:db8::5/127")]
    [InlineData("2001:db8::4/128", "2001:db8::4/128")]
    [InlineData("2001:db8::4/126", "2001:db8::5/126", "2001:db8::6/126", "2001:db8::7/126")]
    public async Task A_small_pool_gives_exactly_its_addresses(string cidr, params string[] addresses)
    {
        var pool = await _driver.Pool(cidr);
        foreach (var address in addresses)
        {
            (await _driver.Take(pool)).Should().Be(address);
        }

        var error = await _driver.Take(pool).Fails();
        error.Message.Should().Be("no available addresses on this pool");
        error.Kind.Should().Be(ErrorKind.Unavailable);
    }

    [Fact] // E-049
    public async Task A_gateway_request_takes_the_first_address()
    {
        var pool = await _driver.Pool("172.30.0.0/16");
        var gateway = new Dictionary<string, string> { [NetLabel.RequestAddressType] = NetLabel.Gateway };
        (await _driver.Take(pool, options: gateway)).Should().Be("172.30.0.1/16");
    }

    [Fact] // E-048
    public async Task A_released_address_is_the_next_one_when_lowest_goes_first()
    {
        var pool = await _driver.Pool("10.0.0.0/8");
        await _driver.TakeMany(pool, 100);
        await _driver.Release(pool, "10.0.0.7");
        (await _driver.Take(pool)).Should().Be("10.0.0.7/8");
        (await _driver.Take(pool)).Should().Be("10.0.0.101/8");
    }

    [Fact] // E-048
    public async Task Serial_allocation_goes_on_after_the_last_and_wraps_round()
    {
        var pool = await _driver.Pool("10.1.0.0/29");
        await _driver.TakeMany(pool, 4, IpamCalls.Serial);
        await _driver.Release(pool, "10.1.0.1");
        await _driver.Release(pool, "10.1.0.4");
        (await _driver.Take(pool, options: IpamCalls.Serial)).Should().Be("10.1.0.5/29");
        (await _driver.Take(pool, options: IpamCalls.Serial)).Should().Be("10.1.0.6/29");
        (await _driver.Take(pool, options: IpamCalls.Serial)).Should().Be("10.1.0.1/29");
        (await _driver.Take(pool, options: IpamCalls.Serial)).Should().Be("10.1.0.4/29");
        (await _driver.Take(pool, options: IpamCalls.Serial).Fails()).Error.Should().Be(IpamError.NoAvailableAddresses);
    }

    [Fact] // E-048
    public async Task Serial_allocation_in_a_sub_pool_wraps_inside_it()
    {
        var pool = await _driver.Pool("172.28.0.0/16", "172.28.30.0/24");
        (await _driver.TakeMany(pool, 256, IpamCalls.Serial)).Should().Be("172.28.30.255/16");
        await _driver.Release(pool, "172.28.30.97");
        (await _driver.Take(pool, options: IpamCalls.Serial)).Should().Be("172.28.30.97/16");
    }

    [Fact] // E-050, E-056
    public async Task Dynamic_addresses_come_from_the_sub_pool_under_the_pools_prefix()
    {
        var pool = await _driver.Pool("172.28.0.0/16", "172.28.30.0/24");

        // Neither end of the sub-pool is an end of the pool, so both are given.
        (await _driver.Take(pool)).Should().Be("172.28.30.0/16");
        (await _driver.TakeMany(pool, 255)).Should().Be("172.28.30.255/16");
        (await _driver.Take(pool).Fails()).Error.Should().Be(IpamError.NoAvailableAddresses);
    }

    [Fact] // E-050
    public async Task A_sub_pool_at_the_pools_end_does_not_give_the_broadcast_address()
    {
        var pool = await _driver.Pool("192.168.7.0/24", "192.168.7.252/30");
        (await _driver.TakeMany(pool, 3)).Should().Be("192.168.7.254/24");
        (await _driver.Take(pool).Fails()).Error.Should().Be(IpamError.NoAvailableAddresses);
    }

    [Fact] // E-051
    public async Task A_preferred_address_may_lie_outside_the_sub_pool_but_not_outside_the_pool()
    {
        var pool = await _driver.Pool("10.2.0.0/16", "10.2.2.0/24");
        (await _driver.Take(pool, "10.2.7.7")).Should().Be("10.2.7.7/16");
        (await _driver.Take(pool, "10.2.7.7").Fails()).Error.Should().Be(IpamError.AddressInUse);

        var error = await _driver.Take(pool, "10.3.0.1").Fails();
        error.Message.Should().Be("requested address is out of range");
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        (await _driver.Take(pool, "2001:db8::1").Fails()).Error.Should().Be(IpamError.AddressOutOfRange);
    }

    [Fact] // E-052
    public async Task A_preferred_address_that_is_taken_is_forbidden()
    {
        var pool = await _driver.Pool("192.168.100.0/24");
        await _driver.Take(pool, "192.168.100.250");
        var error = await _driver.Take(pool, "192.168.100.250").Fails();
        error.Message.Should().Be("Address already in use");
        error.Kind.Should().Be(ErrorKind.Forbidden);
    }

    [Fact]
    public async Task An_IPv4_address_in_IPv6_form_is_the_IPv4_address()
    {
        var pool = await _driver.Pool("192.168.100.0/24");
        (await _driver.Take(pool, "::ffff:192.168.100.9")).Should().Be("192.168.100.9/24");
        await _driver.Release(pool, "::ffff:192.168.100.9");
        (await _driver.Take(pool, "192.168.100.9")).Should().Be("192.168.100.9/24");
    }

    [Fact] // E-054
    public async Task Releasing_an_address_that_was_never_taken_is_no_error()
    {
        var pool = await _driver.Pool("192.168.100.0/24");
        var release = () => _driver.Release(pool, "192.168.100.77");
        await release.Should().NotThrowAsync();
    }

    [Fact] // E-054, K-034
    public async Task Releasing_no_address_is_an_error_not_a_crash()
    {
        var pool = await _driver.Pool("192.168.100.0/24");
        var error = await _driver.ReleaseAddressAsync(pool.PoolId, null!).AsTask().Fails();
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Should().Be("invalid address");
    }

    [Fact]
    public async Task Releasing_an_address_outside_the_pool_is_out_of_range()
    {
        var pool = await _driver.Pool("192.168.100.0/24");
        (await _driver.Release(pool, "192.168.101.1").Fails()).Error.Should().Be(IpamError.AddressOutOfRange);
    }

    [Theory] // E-053
    [InlineData("2001:db8::/32", "2001:db8::1/32", "2001:db8::2/32")]
    [InlineData("::/0", "1::/0", "1::1/0")]
    [InlineData("fd00::/8", "fd00::1/8", "fd00::2/8")]
    public async Task Pools_of_more_than_64_host_bits_give_the_lowest_first(string cidr, string first, string second)
    {
        // ::/0 means "any pool" by itself, so here it is a sub-pool's master.
        var pool = cidr == "::/0" ? await _driver.Pool("::1/0", "1::/16") : await _driver.Pool(cidr);
        (await _driver.Take(pool)).Should().Be(first);
        (await _driver.Take(pool)).Should().Be(second);
    }

    [Fact] // E-053
    public async Task The_far_end_of_a_huge_pool_is_as_near_as_its_beginning()
    {
        var pool = await _driver.Pool("fd00::/8");
        (await _driver.Take(pool, "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).Should().Be("fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/8");
        (await _driver.Take(pool)).Should().Be("fd00::1/8");
    }
}
