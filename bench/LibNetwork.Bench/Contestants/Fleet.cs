using System.Collections.Concurrent;
using System.Diagnostics;
using LibNetwork.Api;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Contestants;

/// <summary>Many sandboxes on many networks of one daemon; number <c>n</c> is on network <c>n % networks</c>.</summary>
internal sealed class Fleet(DaemonProcess daemon, int networks)
{
    /// <summary>Name of a sandbox.</summary>
    internal static string Sandbox(int number) => $"s{number}";

    /// <summary>Makes the networks: a /24 of IPv4 each.</summary>
    internal async Task CreateNetworksAsync(CancellationToken cancellationToken)
    {
        for (int number = 0; number < networks; number++)
        {
            await daemon.Client.CreateNetworkAsync(
                new NetworkCreateRequest
                {
                    Name = Network(number),
                    Ipam = new NetworkIpam { Config = [new NetworkIpamConfig { Subnet = $"10.{100 + (number / 256)}.{number % 256}.0/24" }] },
                },
                cancellationToken);
        }
    }

    internal async Task DeleteNetworksAsync(CancellationToken cancellationToken)
    {
        for (int number = 0; number < networks; number++)
        {
            await daemon.Client.DeleteNetworkAsync(Network(number), cancellationToken: cancellationToken);
        }
    }

    /// <summary>Attaches sandboxes, so many clients at once, each with a connection of its own.</summary>
    internal Task<Sample> AttachAsync(IEnumerable<int> numbers, int clients, CancellationToken cancellationToken) => RunAsync(numbers, clients, AttachAsync, cancellationToken);

    /// <summary>Takes sandboxes off and deletes them.</summary>
    internal Task<Sample> DetachAsync(IEnumerable<int> numbers, int clients, CancellationToken cancellationToken) => RunAsync(
        numbers, clients, (client, number, token) => client.DeleteSandboxAsync(Sandbox(number), cancellationToken: token), cancellationToken);

    private async Task AttachAsync(DnetClient client, int number, CancellationToken cancellationToken)
    {
        await client.CreateSandboxAsync(new SandboxCreateRequest { Name = Sandbox(number) }, cancellationToken);
        await client.ConnectAsync(Network(number % networks), new NetworkConnectRequest { Container = Sandbox(number) }, cancellationToken);
    }

    private async Task<Sample> RunAsync(IEnumerable<int> numbers, int clients, Func<DnetClient, int, CancellationToken, Task> operation, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<int>(numbers);
        var durations = new ConcurrentQueue<TimeSpan>();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(
            async () =>
            {
                using DnetClient client = daemon.Connect();
                while (queue.TryDequeue(out int number))
                {
                    long started = Stopwatch.GetTimestamp();
                    await operation(client, number, cancellationToken);
                    durations.Enqueue(Stopwatch.GetElapsedTime(started));
                }
            },
            cancellationToken)));
        var sample = new Sample();
        foreach (TimeSpan duration in durations)
        {
            sample.Add(duration);
        }

        return sample;
    }

    private static string Network(int number) => $"n{number}";
}
