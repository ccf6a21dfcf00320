using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using LibNetwork.IntegrationTests.Daemon;
using StepKiller;

namespace LibNetwork.IntegrationTests.Crash;

/// <summary>The process is killed right before each step of each operation: every write to the store, every change in the kernel.</summary>
public sealed class StepKillTests(ITestOutputHelper output)
{
    private const int Workers = 3;

    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "StepKiller");

    [Fact]
    public async Task Killed_before_any_step_of_any_operation_the_next_start_finds_an_owner_for_everything_and_all_can_be_deleted()
    {
        var waiting = new ConcurrentQueue<Scenario>(Scenario.All);
        var kills = new ConcurrentDictionary<string, int>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(_ => Task.Run(async () =>
        {
            await using var host = await TestHost.CreateAsync();
            while (waiting.TryDequeue(out var scenario))
            {
                kills[scenario.Name] = await KillAtEveryStepAsync(host, scenario);
            }
        })));

        foreach (var scenario in Scenario.All)
        {
            kills[scenario.Name].Should().BeGreaterThanOrEqualTo(2, "{0} does something", scenario.Name);
            output.WriteLine($"{scenario.Name}: {kills[scenario.Name]} steps");
        }

        output.WriteLine($"{kills.Values.Sum()} kills in {kills.Count} operations, {watch.Elapsed.TotalSeconds:f1} s");
    }

    private static async Task<int> KillAtEveryStepAsync(TestHost host, Scenario scenario)
    {
        for (var step = 1; ; step++)
        {
            await using (var engine = await StartAsync(host))
            {
                await scenario.PrepareAsync(engine);
            }

            var taken = await RunToStepAsync(host, scenario, step);
            await using (var engine = await StartAsync(host))
            {
                await new Ownership(host, engine).AssertAsync($"{scenario.Name}, killed before step {step}");
                await DeleteAllAsync(engine);
            }

            host.AssertNothingLeft();
            Ownership.Records(host).Should().BeEmpty("{0}, killed before step {1}", scenario.Name, step);
            if (taken is { } count)
            {
                return count;
            }
        }
    }

    /// <summary>Answers the number of steps when there were not as many, else null.</summary>
    private static async Task<int?> RunToStepAsync(TestHost host, Scenario scenario, int step)
    {
        var result = await Programs.RunAsync(s_program, [host.DataRoot, host.ExecRoot, host.Pin, scenario.Name, step.ToString(CultureInfo.InvariantCulture)],
            environment: new Dictionary<string, string> { ["DOTNET_TieredPGO"] = "0" });
        result.ExitCode.Should().Be(137, "{0} before step {1} is killed: {2}", scenario.Name, step, result.Error);
        return result.Output.Length > 0 ? int.Parse(result.Output, CultureInfo.InvariantCulture) : null;
    }

    private static ValueTask<NetworkController> StartAsync(TestHost host) => NetworkController.StartAsync(
        new NetworkControllerOptions { DataRoot = host.DataRoot, ExecRoot = host.ExecRoot, HostNamespace = host.Namespace });

    private static async Task DeleteAllAsync(NetworkController engine)
    {
        foreach (var sandbox in engine.Sandboxes)
        {
            await sandbox.DeleteAsync();
        }

        foreach (var endpoint in engine.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        foreach (var network in engine.Networks)
        {
            await network.DeleteAsync();
        }
    }
}
