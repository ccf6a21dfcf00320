using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Netlink;
using StepKiller;

namespace LibNetwork.IntegrationTests.Crash;

/// <summary>Each operation with each of its steps in the kernel or on the disk failing once.</summary>
/// <remarks>Alone in the process: a step is heard of wherever it is taken.</remarks>
[Collection(nameof(Alone))]
public sealed class KernelFaultTests(ITestOutputHelper output)
{
    private int _step;
    private int _faultAt;
    private string _fault = "";

    [Fact]
    public async Task After_any_step_has_failed_engine_store_and_kernel_agree_and_the_operation_can_be_made_again()
    {
        var faults = 0;
        await using var host = await TestHost.CreateAsync();
        try
        {
            foreach (var scenario in Scenario.All.Where(scenario => scenario.RunAsync is not null))
            {
                for (var step = 1; await FailAtAsync(host, scenario, step); step++)
                {
                    faults++;
                }
            }
        }
        finally
        {
            KernelSteps.Listener = null;
        }

        output.WriteLine($"{faults} faults in {Scenario.All.Count - 1} operations");
    }

    /// <summary>Answers whether there was such a step.</summary>
    private async Task<bool> FailAtAsync(TestHost host, Scenario scenario, int step)
    {
        await using (var engine = await NetworkController.StartAsync(new NetworkControllerOptions
        {
            DataRoot = host.DataRoot,
            ExecRoot = host.ExecRoot,
            HostNamespace = host.Namespace,
            WrapStore = store => new SteppedStore(store, () => Take("store")),
        }))
        {
            await scenario.PrepareAsync(engine);
            (_step, _fault, _faultAt) = (0, "", step);
            KernelSteps.Listener = Take;
            var refused = await TryAsync(scenario, engine);
            KernelSteps.Listener = null;
            _faultAt = 0;
            if (_fault.Length == 0)
            {
                refused.Should().BeNull();
                await DeleteAllAsync(engine);
                return false;
            }

            await FlushAsync(engine);
            if (refused is not null && await TryAsync(scenario, engine) is { } again)
            {
                again.Should().Match<NetworkException>(e => e.Kind == ErrorKind.NotFound || e.Kind == ErrorKind.Forbidden, $"{scenario.Name}, {_fault} was step {step}: {again}");
            }

            // What a failed step has left where nobody was told of it is found and repaired.
            await engine.RepairAsync();
            (await engine.DiagnoseAsync()).Should().BeEmpty($"{scenario.Name}, {_fault} was step {step}");
            await FlushAsync(engine);
            await new Ownership(host, engine).AssertAsync($"{scenario.Name}, {_fault} was step {step}: {refused}");
            await DeleteAllAsync(engine);
        }

        host.AssertNothingLeft();
        Ownership.Records(host).Should().BeEmpty($"{scenario.Name}, {_fault} was step {step}");
        return true;
    }

    private void Take(string step)
    {
        if (Interlocked.Increment(ref _step) == _faultAt)
        {
            _fault = step;
            throw step == "store" ? new NetworkException(ErrorKind.Unavailable, "the disk is full") : new NetlinkException(step, Errno.ENOBUFS);
        }
    }

    private static async Task<Exception?> TryAsync(Scenario scenario, NetworkController engine)
    {
        try
        {
            await scenario.RunAsync!(engine);
            return null;
        }
        catch (NetworkException refused)
        {
            return refused;
        }
    }

    private static async Task FlushAsync(NetworkController engine) => await (await engine.CreateSandboxAsync(new SandboxConfig { Name = "flush" })).DeleteAsync();

    private static Task DeleteAllAsync(NetworkController engine) => new Tests.Model.EngineModel("bridge").DeleteAllAsync(engine);
}
