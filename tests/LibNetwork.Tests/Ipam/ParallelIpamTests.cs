using System.Collections.Concurrent;
using System.Net;

using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class ParallelIpamTests
{
    private readonly DefaultIpamDriver _driver = new();

    [Theory] // E-058
    [InlineData("10.0.0.0/20", "")]
    [InlineData("10.0.0.0/16", "10.0.16.0/20")]
    [InlineData("2001:db8::/64", "2001:db8::/116")]
    public async Task No_address_is_given_twice(string cidr, string subPool)
    {
        var pool = await _driver.Pool(cidr, subPool);
        var taken = new ConcurrentBag<string>();
        await AtOnce(8, async _ =>
        {
            for (var i = 0; i < 500; i++)
            {
                taken.Add(await _driver.Take(pool));
            }
        });
        taken.Should().HaveCount(4000).And.OnlyHaveUniqueItems();
    }

    [Fact] // E-058
    public async Task In_serial_mode_every_caller_sees_its_addresses_in_order()
    {
        var pool = await _driver.Pool("10.0.0.0/16");
        await AtOnce(8, async _ =>
        {
            UInt128 last = 0;
            for (var i = 0; i < 500; i++)
            {
                var address = await _driver.RequestAddressAsync(pool.PoolId, preferred: null, IpamCalls.Serial);
                var number = AddressBlock.Number(address.Address!.Value.Address);
                number.Should().BeGreaterThan(last);
                last = number;
            }
        });
    }

    [Fact] // E-058
    public async Task A_preferred_address_goes_to_one_of_many()
    {
        var pool = await _driver.Pool("10.0.0.0/24");
        var winners = 0;
        await AtOnce(8, async _ =>
        {
            for (var i = 1; i < 200; i++)
            {
                try
                {
                    await _driver.Take(pool, $"10.0.0.{i}");
                    Interlocked.Increment(ref winners);
                }
                catch (IpamException e) when (e.Error == IpamError.AddressInUse)
                {
                    // Another was first.
                }
            }
        });
        winners.Should().Be(199);
    }

    [Fact] // E-058
    public async Task Addresses_taken_and_given_back_by_many_are_never_shared_and_all_come_back()
    {
        var pool = await _driver.Pool("10.0.0.0/26");
        var held = new ConcurrentDictionary<IPAddress, int>();
        await AtOnce(8, async caller =>
        {
            for (var i = 0; i < 2000; i++)
            {
                var address = (await _driver.RequestAddressAsync(pool.PoolId, preferred: null)).Address!.Value.Address;
                held.TryAdd(address, caller).Should().BeTrue();
                held.TryRemove(address, out _).Should().BeTrue();
                await _driver.ReleaseAddressAsync(pool.PoolId, address);
            }
        });
        (await _driver.Status(pool)).Should().Be(new PoolStatus(2, 62));
    }

    [Fact] // E-058
    public async Task Pools_taken_at_once_differ()
    {
        var taken = new ConcurrentBag<string>();
        await AtOnce(8, async _ =>
        {
            for (var i = 0; i < 50; i++)
            {
                taken.Add((await _driver.Pool(space: DefaultIpamDriver.GlobalAddressSpace)).PoolId);
            }
        });
        taken.Should().HaveCount(400).And.OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task A_pool_released_and_taken_by_many_is_held_by_one_at_a_time()
    {
        var holders = 0;
        await AtOnce(4, async _ =>
        {
            for (var i = 0; i < 500; i++)
            {
                try
                {
                    var pool = await _driver.Pool("10.0.0.0/24");
                    Interlocked.Increment(ref holders).Should().Be(1);
                    (await _driver.Take(pool)).Should().Be("10.0.0.1/24", "a pool begins empty");
                    Interlocked.Decrement(ref holders);
                    await _driver.ReleasePoolAsync(pool.PoolId);
                }
                catch (IpamException e) when (e.Error == IpamError.PoolOverlap)
                {
                    // Another has it.
                }
            }
        });
        (await _driver.Pool("10.0.0.0/24")).PoolId.Should().Be("LocalDefault/10.0.0.0/24");
    }

    private static Task AtOnce(int callers, Func<int, Task> work) =>
        Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => work(caller))));
}
