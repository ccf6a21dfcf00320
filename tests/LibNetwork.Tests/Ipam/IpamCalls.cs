using System.Net;

using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

/// <summary>Short words for what the tests ask of a driver.</summary>
internal static class IpamCalls
{
    public static readonly Dictionary<string, string> Serial = new() { [NetLabel.IpamSerial] = "true" };

    public static async Task<AllocatedPool> Pool(this IIpamDriver driver, string pool = "", string subPool = "",
        string space = DefaultIpamDriver.LocalAddressSpace, bool v6 = false, params string[] exclude) =>
        await driver.RequestPoolAsync(new PoolRequest
        {
            AddressSpace = space, Pool = pool, SubPool = subPool, V6 = v6, Exclude = [.. exclude.Select(IPNetwork.Parse)],
        });

    public static async Task<string> Take(this IIpamDriver driver, AllocatedPool pool, string? preferred = null,
        IReadOnlyDictionary<string, string>? options = null) =>
        (await driver.RequestAddressAsync(pool.PoolId, preferred is null ? null : IPAddress.Parse(preferred), options)).Address.ToString()!;

    public static async Task<string> TakeMany(this IIpamDriver driver, AllocatedPool pool, int count,
        IReadOnlyDictionary<string, string>? options = null)
    {
        var last = "";
        for (var i = 0; i < count; i++)
        {
            last = await driver.Take(pool, options: options);
        }

        return last;
    }

    public static async Task Release(this IIpamDriver driver, AllocatedPool pool, string address) =>
        await driver.ReleaseAddressAsync(pool.PoolId, IPAddress.Parse(address));

    public static async Task<PoolStatus> Status(this DefaultIpamDriver driver, AllocatedPool pool) =>
        await driver.GetPoolStatusAsync(pool.PoolId);

    /// <summary>The error a call ends with.</summary>
    public static async Task<IpamException> Fails(this Task call) =>
        (await call.Invoking(async task => await task).Should().ThrowAsync<IpamException>()).Which;
}
