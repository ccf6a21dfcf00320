using System.Net;

using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class NullIpamDriverTests
{
    private readonly NullIpamDriver _driver = new();

    [Theory] // E-064
    [InlineData(false, "null/0.0.0.0/0", "0.0.0.0/0")]
    [InlineData(true, "null/::/0", "::/0")]
    public async Task The_pool_is_everything(bool v6, string id, string cidr)
    {
        (await _driver.GetDefaultAddressSpacesAsync()).Should().Be(("null", "null"));
        var pool = await _driver.Pool(space: "null", v6: v6);
        (pool.PoolId, pool.Pool).Should().Be((id, IPNetwork.Parse(cidr)));
        (await _driver.RequestAddressAsync(pool.PoolId, preferred: null)).Address.Should().BeNull("it hands out none (E-065)");
        (await _driver.RequestAddressAsync(pool.PoolId, IPAddress.Loopback)).Address.Should().BeNull();
        await _driver.ReleaseAddressAsync(pool.PoolId, IPAddress.Loopback);
        await _driver.ReleasePoolAsync(pool.PoolId);
    }

    [Theory] // E-064
    [InlineData("LocalDefault", "", "", "unknown address space: LocalDefault")]
    [InlineData("null", "10.0.0.0/8", "", "null ipam driver does not handle specific address pool requests")]
    [InlineData("null", "", "10.0.0.0/8", "null ipam driver does not handle specific address subpool requests")]
    public async Task Anything_more_specific_is_refused(string space, string pool, string subPool, string message) =>
        (await _driver.Pool(pool, subPool, space).Fails()).Message.Should().Be(message);

    [Fact] // E-064
    public async Task An_unknown_pool_is_an_error_everywhere()
    {
        Task[] calls =
        [
            _driver.ReleasePoolAsync("null/10.0.0.0/8").AsTask(),
            _driver.RequestAddressAsync("null/10.0.0.0/8", preferred: null).AsTask(),
            _driver.ReleaseAddressAsync("null/10.0.0.0/8", IPAddress.Loopback).AsTask(),
        ];
        foreach (var call in calls)
        {
            (await call.Fails()).Message.Should().Be("unknown pool id: null/10.0.0.0/8");
        }
    }
}
