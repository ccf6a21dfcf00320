using System.Diagnostics;
using System.Net;
using LibNetwork.Bench.Suite;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Bench.Cases;

/// <summary>Addresses handed out and taken back, from an empty to a nearly full /8, on one core in memory.</summary>
internal sealed class IpamCase : IBenchCase
{
    private const int PoolSize = 1 << 24;
    private const int Rounds = 50;

    /// <summary>Per round: fewer than are free in a /8 that is 99.9 % full.</summary>
    private const int Requests = 8_000;

    public string Name => "ipam";

    public string Description => "address requests per second in a /8 that is empty, half full, 90, 99 and 99.9 % full";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var ipam = new DefaultIpamDriver();
        AllocatedPool pool = await ipam.RequestPoolAsync(
            new PoolRequest { AddressSpace = DefaultIpamDriver.LocalAddressSpace, Pool = "10.0.0.0/8" }, cancellationToken);
        int taken = 0;
        double slowest = double.MaxValue, fastest = 0;
        // Compiled and warm before anything counts.
        await MeasureAsync(ipam, pool.PoolId);
        foreach (double fill in new[] { 0, 0.5, 0.9, 0.99, 0.999 })
        {
            for (int wanted = (int)(PoolSize * fill); taken < wanted; taken++)
            {
                await ipam.RequestAddressAsync(pool.PoolId, null, null, cancellationToken);
            }

            cancellationToken.ThrowIfCancellationRequested();
            double rate = await MeasureAsync(ipam, pool.PoolId);
            context.Result.Add(Name, $"address requests, /8 {fill * 100:0.#} % full", "/s", rate, Rounds * Requests);
            slowest = Math.Min(slowest, rate);
            fastest = Math.Max(fastest, rate);
        }

        context.Result.AtLeast("address requests on one core, million per second, at the worst fill", 2, slowest / 1_000_000);
        context.Result.AtMost("address requests: best fill over worst fill (flat is 1)", 2, fastest / slowest);
    }

    /// <summary>Requests per second, the median of many rounds; what a round took it gives back, which is not timed.</summary>
    private static async Task<double> MeasureAsync(DefaultIpamDriver ipam, string poolId)
    {
        var addresses = new IPAddress[Requests];
        var rates = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            long started = Stopwatch.GetTimestamp();
            for (int i = 0; i < Requests; i++)
            {
                addresses[i] = (await ipam.RequestAddressAsync(poolId, null)).Address!.Value.Address;
            }

            rates[round] = Requests / Stopwatch.GetElapsedTime(started).TotalSeconds;
            foreach (IPAddress address in addresses)
            {
                await ipam.ReleaseAddressAsync(poolId, address);
            }
        }

        return rates.Order().ElementAt(Rounds / 2);
    }
}
