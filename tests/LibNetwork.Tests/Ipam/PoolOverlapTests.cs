using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class PoolOverlapTests
{
    private readonly DefaultIpamDriver _driver = new(new IpamOptions
    {
        LocalPools = [.. PredefinedPool.LocalDefaults, new(CidrAddress.Parse("fd00:1:2::/48"), 64)],
    });

    [Theory] // E-040, E-044
    [InlineData("10.0.0.0/8", "11.0.0.0/8")]
    [InlineData("74.0.0.0/7", "9.111.99.72/30")]
    [InlineData("110.192.0.0/10", "16.0.0.0/10")]
    [InlineData("10.0.0.0/31", "10.0.0.2/31")]
    [InlineData("2001:db8::/64", "2001:db8:0:1::/64")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("25.173.144.0/20", "0.0.0.0/0")]
    [InlineData("e000::/4", "::/0")]
    [InlineData("::/0", "::/0")]
    public async Task Pools_that_have_nothing_in_common_live_side_by_side(string first, string second)
    {
        await _driver.Pool(first);
        var pool = () => _driver.Pool(second);
        await pool.Should().NotThrowAsync();
    }

    [Theory] // E-012, E-040, E-044
    [InlineData("10.0.0.0/8", "10.0.0.0/8")] // the same
    [InlineData("0.0.1.0/1", "16.182.0.0/15")] // inside
    [InlineData("16.0.0.0/4", "17.11.66.0/23")]
    [InlineData("10.0.0.0/8", "10.255.255.254/32")]
    [InlineData("64.0.0.0/6", "64.0.0.0/3")] // at the beginning
    [InlineData("112.0.0.0/6", "112.0.0.0/4")]
    [InlineData("96.0.0.0/3", "0.0.1.0/1")] // at the end
    [InlineData("192.0.0.0/2", "128.0.0.0/1")]
    [InlineData("95.0.0.0/8", "92.0.0.0/6")]
    [InlineData("10.0.0.0/8", "10.0.0.0/6")] // around, host bits set
    [InlineData("10.0.0.0/8", "8.0.0.0/6")]
    [InlineData("172.17.0.0/16", "172.16.0.0/12")]
    [InlineData("8000::/1", "8fe8:e7c4:5779::/49")]
    [InlineData("f000::/4", "ffc7:6000::/19")]
    [InlineData("::1:0:0/3", "::1:0:0/1")]
    [InlineData("c000::/2", "8000::/1")]
    [InlineData("7c00::/6", "::1/1")]
    [InlineData("cf80::/9", "c000::/4")]
    [InlineData("9287:2e20:5134:fab6:9061:a0c6:bfe3:9400/119", "8000::/1")]
    [InlineData("3ea1:bfa9:8691:d1c6:8c46:519b:db6d:e700/120", "3000::/4")]
    public async Task Pools_that_overlap_are_refused(string first, string second)
    {
        await _driver.Pool(first);
        var error = await _driver.Pool(second).Fails();
        error.Message.Should().Be("invalid pool request: Pool overlaps with other one on this address space");
        (error.Error, error.Kind).Should().Be((IpamError.PoolOverlap, ErrorKind.Forbidden));
    }

    [Fact] // E-040
    public async Task Address_spaces_know_nothing_of_each_other()
    {
        var local = await _driver.Pool("10.0.0.0/8");
        var global = await _driver.Pool("10.0.0.0/8", space: DefaultIpamDriver.GlobalAddressSpace);
        local.PoolId.Should().NotBe(global.PoolId);
        (await _driver.Take(local)).Should().Be(await _driver.Take(global));
    }

    [Fact] // E-041
    public async Task Sub_pools_of_one_pool_that_do_not_overlap_share_its_addresses()
    {
        var low = await _driver.Pool("10.0.0.0/8", "10.1.0.0/16");
        var high = await _driver.Pool("10.0.0.0/8", "10.2.0.0/16");
        (await _driver.Take(low)).Should().Be("10.1.0.0/8");
        (await _driver.Take(high)).Should().Be("10.2.0.0/8");
        (await _driver.Take(low, "10.2.0.0").Fails()).Error.Should().Be(IpamError.AddressInUse);
    }

    [Theory] // E-041, K-060: libnetwork refuses only the first of these
    [InlineData("10.123.0.0/17")]
    [InlineData("10.123.0.0/18")]
    [InlineData("10.123.0.0/16")]
    [InlineData("10.123.127.255/32")]
    public async Task Sub_pools_of_one_pool_that_overlap_are_refused(string subPool)
    {
        await _driver.Pool("10.123.0.0/16", "10.123.0.0/17");
        var error = await _driver.Pool("10.123.0.0/16", subPool).Fails();
        (error.Error, error.Message).Should().Be(
            (IpamError.PoolOverlap, "invalid pool request: Pool overlaps with other one on this address space"));
    }

    [Theory] // K-060: libnetwork does not look when a sub-pool is given
    [InlineData("10.0.0.0/16", "10.0.0.0/24")]
    [InlineData("8.0.0.0/6", "8.1.0.0/16")]
    public async Task A_pool_that_overlaps_another_is_refused_with_a_sub_pool_too(string pool, string subPool)
    {
        await _driver.Pool("10.0.0.0/8", "10.7.0.0/16");
        (await _driver.Pool(pool, subPool).Fails()).Error.Should().Be(IpamError.PoolOverlap);
    }

    [Fact] // E-040
    public async Task A_pool_that_exists_for_a_sub_pool_cannot_be_taken_whole()
    {
        await _driver.Pool("10.0.0.0/8", "10.7.0.0/16");
        (await _driver.Pool("10.0.0.0/8").Fails()).Error.Should().Be(IpamError.PoolOverlap);
    }

    [Fact] // E-045
    public async Task A_released_pool_lives_on_until_its_last_sub_pool_is_released()
    {
        var whole = await _driver.Pool("10.0.0.0/8");
        var sub = await _driver.Pool("10.0.0.0/8", "10.1.0.0/16");
        await _driver.Take(whole, "10.1.0.0");
        await _driver.ReleasePoolAsync(whole.PoolId);

        (await _driver.Take(whole).Fails()).Error.Should().Be(IpamError.PoolNotFound);
        (await _driver.Take(sub)).Should().Be("10.1.0.1/8", "what the whole pool's holder took is still taken");
        (await _driver.Pool("10.0.0.0/9").Fails()).Error.Should().Be(IpamError.PoolOverlap);

        await _driver.ReleasePoolAsync(sub.PoolId);
        (await _driver.Pool("10.0.0.0/9")).PoolId.Should().Be("LocalDefault/10.0.0.0/9");
    }

    [Fact] // E-045
    public async Task A_pool_that_existed_for_its_sub_pools_goes_with_the_last_of_them()
    {
        var one = await _driver.Pool("10.0.0.0/8", "10.1.0.0/16");
        var other = await _driver.Pool("10.0.0.0/8", "10.2.0.0/16");
        await _driver.ReleasePoolAsync(one.PoolId);
        (await _driver.Pool("10.0.0.0/8").Fails()).Error.Should().Be(IpamError.PoolOverlap);
        await _driver.ReleasePoolAsync(other.PoolId);
        (await _driver.Take(await _driver.Pool("10.0.0.0/8"))).Should().Be("10.0.0.1/8");
    }
}
