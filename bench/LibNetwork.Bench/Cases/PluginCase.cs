using System.Diagnostics;
using LibNetwork.Bench.Plugins;
using LibNetwork.Bench.Suite;
using LibNetwork.Plugins;

namespace LibNetwork.Bench.Cases;

/// <summary>What a driver pays for being a plugin: a call through the SDK, calls beside a slow one, memory.</summary>
internal sealed class PluginCase : IBenchCase
{
    private const int Parallel = 64;
    private const int WarmUp = 2000;
    private const string SlowNetwork = "5100000000000000000000000000000000000000000000000000000000000000";

    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    // So long that 64 calls behind it would show, and so short that the bench goes on.
    private static readonly TimeSpan Slowness = TimeSpan.FromSeconds(2);

    public string Name => "plugin";

    public string Description => "a call through the SDK on its socket, 64 calls beside a slow one, memory of the idle HelloDriver";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await OneByOneAsync(context, cancellationToken);
        await BesideASlowOneAsync(context, cancellationToken);
    }

    private async Task OneByOneAsync(BenchContext context, CancellationToken cancellationToken)
    {
        await using HelloProcess hello = await HelloProcess.StartAsync(context.Options.Hello, cancellationToken);
        using var socket = new EchoServer($"{context.Memory}/echo.sock");
        using var echo = new PluginCaller($"{context.Memory}/echo.sock");
        using var plugin = new PluginCaller(HelloProcess.SocketPath);
        plugin.Call(PluginCaller.Request("Plugin.Activate", ""));
        await Task.Delay(Idle, cancellationToken);
        context.Result.Add(Name, "resident memory of HelloDriver, idle", "MB", hello.ResidentMegabytes);
        context.Result.AtMost("plugin's resident memory when idle, MB", 30, hello.ResidentMegabytes);

        // HelloDriver does nothing in this method, so all of the time is the SDK's and the socket's.
        byte[] request = PluginCaller.Request("NetworkDriver.CreateEndpoint",
            $$"""{"NetworkID":"{{Id(1)}}","EndpointID":"{{Id(2)}}","Interface":{"Address":"10.1.0.2/24","AddressIPv6":"","MacAddress":"02:42:0a:01:00:02"},"Options":{} }""");
        Sample floor = Measure(echo, request, context.Options.Count);
        Sample call = Measure(plugin, request, context.Options.Count);
        context.Result.Add(Name, "call: the socket alone", floor);
        context.Result.Add(Name, "call: CreateEndpoint of an idle driver", call, floor.Median);
        context.Result.AtMost("a call through the SDK over the driver's own time, us", 150, call.Median);
        context.Result.Add(Name, "resident memory of HelloDriver after these calls", "MB", hello.ResidentMegabytes);
    }

    private async Task BesideASlowOneAsync(BenchContext context, CancellationToken cancellationToken)
    {
        string path = $"{context.Memory}/slow.sock";
        await using PluginServer server = await PluginServer.StartAsync(
            new PluginOptions { Name = "bench", NetworkDriver = new SlowDriver(SlowNetwork, Slowness), Listener = PluginListener.UnixSocket(path) }, cancellationToken);
        PluginCaller[] callers = [.. Enumerable.Range(0, Parallel + 1).Select(_ => new PluginCaller(path))];
        try
        {
            AllAtOnce(callers[1..]);
            double alone = AllAtOnce(callers[1..]);

            long begun = Stopwatch.GetTimestamp();
            Task slow = Task.Run(() => callers[0].Call(CreateNetwork(SlowNetwork)), cancellationToken);
            await Task.Delay(100, cancellationToken);
            double beside = AllAtOnce(callers[1..]);
            bool overtook = !slow.IsCompleted;
            await slow;

            context.Result.Add(Name, $"{Parallel} calls at once", "us", alone);
            context.Result.Add(Name, $"{Parallel} calls at once beside a slow one", "us", beside, comparedWith: alone);
            context.Result.Add(Name, "the slow one", "us", Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
            context.Result.AtLeast($"{Parallel} calls that overtake a slow one", Parallel, overtook ? Parallel : 0);
        }
        finally
        {
            foreach (PluginCaller caller in callers)
            {
                caller.Dispose();
            }
        }
    }

    private static Sample Measure(PluginCaller caller, byte[] request, int count)
    {
        for (int i = 0; i < WarmUp; i++)
        {
            caller.Call(request);
        }

        var sample = new Sample();
        for (int i = 0; i < Math.Max(count, 1000); i++)
        {
            sample.Add(caller.Call(request));
        }

        return sample;
    }

    /// <summary>A call of each, for a network of its own.</summary>
    /// <returns>The time until the last has its answer, in microseconds.</returns>
    private static double AllAtOnce(PluginCaller[] callers)
    {
        using var go = new Barrier(callers.Length + 1);
        Thread[] threads = [.. callers.Select((caller, number) => new Thread(() =>
        {
            byte[] request = CreateNetwork(Id(number));
            go.SignalAndWait();
            caller.Call(request);
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        go.SignalAndWait();
        long started = Stopwatch.GetTimestamp();
        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return Stopwatch.GetElapsedTime(started).TotalMicroseconds;
    }

    private static byte[] CreateNetwork(string id) =>
        PluginCaller.Request("NetworkDriver.CreateNetwork", $$"""{"NetworkID":"{{id}}","Options":{},"IPv4Data":[],"IPv6Data":null}""");

    private static string Id(int number) => number.ToString("x64");
}
