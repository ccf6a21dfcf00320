using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class PoolStatusTests
{
    private readonly DefaultIpamDriver _driver = new();

    [Fact] // E-067
    public async Task An_IPv4_pool_counts_the_reserved_ends_gateway_and_aux_addresses()
    {
        var pool = await _driver.Pool("192.168.0.0/24", "192.168.0.64/31");
        foreach (var address in new[] { "192.168.0.1", "192.168.0.65", "192.168.0.128" })
        {
            await _driver.Take(pool, address);
        }

        (await _driver.Status(pool)).Should().Be(new PoolStatus(5, 1));
        await _driver.Take(pool);
        (await _driver.Status(pool)).Should().Be(new PoolStatus(6, 0));
        await _driver.Take(pool, "192.168.0.129");
        (await _driver.Status(pool)).Should().Be(new PoolStatus(7, 0));
    }

    [Fact] // E-067
    public async Task An_IPv6_pool_counts_the_all_zero_address()
    {
        var pool = await _driver.Pool("2001:db8:abcd::/64", "2001:db8:abcd::/120");
        foreach (var address in new[] { "2001:db8:abcd::1", "2001:db8:abcd::2a", "2001:db8:abcd::8000" })
        {
            await _driver.Take(pool, address);
        }

        (await _driver.Status(pool)).Should().Be(new PoolStatus(4, 253));
        await _driver.Take(pool);
        (await _driver.Status(pool)).Should().Be(new PoolStatus(5, 252));
        await _driver.Take(pool, "2001:db8:abcd::ffff");
        (await _driver.Status(pool)).Should().Be(new PoolStatus(6, 252));
    }

    [Theory] // E-066, E-067
    [InlineData("2001:db8::/56", ulong.MaxValue)]
    [InlineData("2001:db8::/64", ulong.MaxValue - 1)]
    [InlineData("2001:db8::/65", (1UL << 63) - 2)]
    [InlineData("8000::/1", ulong.MaxValue)]
    public async Task Numbers_stop_at_64_bits(string cidr, ulong available)
    {
        var pool = await _driver.Pool(cidr);
        await _driver.Take(pool);
        (await _driver.Status(pool)).Should().Be(new PoolStatus(2, available));
    }

    [Theory] // E-066
    [InlineData("10.0.0.0/8", 2, (1UL << 24) - 2)]
    [InlineData("10.0.0.0/31", 0, 2)]
    [InlineData("10.0.0.0/32", 0, 1)]
    [InlineData("10.0.0.0/30", 2, 2)]
    [InlineData("10.0.0.0/25", 2, 126)]
    public async Task A_fresh_pool_has_all_but_its_reserved_addresses(string cidr, ulong inUse, ulong available) =>
        (await _driver.Status(await _driver.Pool(cidr))).Should().Be(new PoolStatus(inUse, available));
}
