using LibNetwork.DriverApi;
using StepKiller;

namespace LibNetwork.Tests.Model;

/// <summary>Each operation with each of its calls failing once: of the store, of the driver, of what makes namespaces.</summary>
public sealed class FaultTests(ITestOutputHelper output)
{
    private int _step;
    private int _faultAt;
    private string _fault = "";

    [Theory, InlineData(Fault.Error), InlineData(Fault.Hang), InlineData(Fault.Death)]
    public async Task After_any_call_has_failed_engine_store_and_kernel_agree_and_the_operation_can_be_made_again(Fault fault)
    {
        Scenario.UseDriver("fake");
        var faults = 0;
        foreach (var scenario in Scenario.All.Where(scenario => scenario.RunAsync is not null))
        {
            for (var step = 1; await FailAtAsync(scenario, step, fault); step++)
            {
                faults++;
            }
        }

        faults.Should().BeGreaterThan(40);
        output.WriteLine($"{faults} faults in {Scenario.All.Count - 1} operations");
    }

    /// <summary>Answers whether there was such a step.</summary>
    private async Task<bool> FailAtAsync(Scenario scenario, int step, Fault fault)
    {
        using var machine = new FakeMachine();
        await machine.StartAsync();
        await scenario.PrepareAsync(machine.Engine);
        Arm(machine, step, fault);
        var refused = await TryAsync(scenario, machine);
        var because = $"{scenario.Name}, {_fault} was step {step}";
        Disarm(machine);
        if (_fault.Length == 0)
        {
            refused.Should().BeNull();
            return false;
        }

        if (fault == Fault.Death || _fault.StartsWith("Program", StringComparison.Ordinal))
        {
            // What a driver could not be told, it is told when the engine starts anew.
            await machine.StartAsync();
        }
        else if (_fault.StartsWith("Remove", StringComparison.Ordinal))
        {
            // The sandbox is gone; what is left of its namespace is nobody's.
            (await machine.Engine.RepairAsync()).Should().ContainSingle(because).Which.State.Should().Be(FindingState.Repaired);
        }

        await FlushAsync(machine);
        if (refused is not null && await TryAsync(scenario, machine) is { } again)
        {
            // What was done is not there to be done again.
            again.Should().Match<NetworkException>(e => e.Kind == ErrorKind.NotFound || e.Kind == ErrorKind.Forbidden, because + ": " + again);
        }

        await FlushAsync(machine);
        AssertAgreement(machine, because);
        await new EngineModel("fake").DeleteAllAsync(machine.Engine);
        await FlushAsync(machine);
        await machine.AssertNothingLeftAsync();
        return true;
    }

    // An endpoint whose driver failed its leave keeps what the driver has of it until it joins again or is deleted.
    private static void AssertAgreement(FakeMachine machine, string because)
    {
        var left = machine.Engine.Endpoints.Where(endpoint => endpoint.OwesLeave).Select(endpoint => endpoint.Id).ToList();
        foreach (var endpoint in left)
        {
            machine.Kernel.Links.TryRemove(endpoint, out _).Should().BeTrue(because);
            machine.Kernel.Ports.TryRemove(endpoint, out _);
        }

        machine.AssertAgreement(because);
    }

    private void Arm(FakeMachine machine, int step, Fault fault)
    {
        (_step, _faultAt, _fault) = (0, step, "");
        machine.Store.Before = call => Take($"{call} of the store", () => new NetworkException(ErrorKind.Unavailable, "the disk is full"));
        machine.BeforeNamespace = call => Take($"{call} of a namespace", () => new NetworkException(ErrorKind.Internal, "the kernel refuses"));
        var isDead = false;
        machine.BeforeCallAsync = async (call, stop) =>
        {
            await Task.Yield();
            if (isDead)
            {
                throw new NetworkException(ErrorKind.Unavailable, "the driver is dead");
            }

            if (++_step == _faultAt)
            {
                _fault = $"{call} of the driver";
                isDead = fault == Fault.Death;
                if (fault == Fault.Hang)
                {
                    await HangAsync(stop);
                }

                throw new NetworkException(ErrorKind.Internal, "the driver fails");
            }
        };
    }

    // Until the caller gives up or, where he may not, until the call's deadline.
    private static async Task HangAsync(CancellationToken stop)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(30), stop);
        throw new NetworkException(ErrorKind.Timeout, "the driver does not answer");
    }

    private void Take(string call, Func<NetworkException> failure)
    {
        if (++_step == _faultAt)
        {
            _fault = call;
            throw failure();
        }
    }

    private static void Disarm(FakeMachine machine)
    {
        machine.Store.Before = _ => { };
        machine.BeforeNamespace = _ => { };
        machine.BeforeCallAsync = (_, _) => default;
    }

    private static async Task<Exception?> TryAsync(Scenario scenario, FakeMachine machine)
    {
        try
        {
            await scenario.RunAsync!(machine.Engine);
            return null;
        }
        catch (NetworkException refused)
        {
            return refused;
        }
    }

    // The next change brings those that could not be made to the store.
    private static async Task FlushAsync(FakeMachine machine) =>
        await (await machine.Engine.CreateSandboxAsync(new SandboxConfig { Name = "flush" })).DeleteAsync();

    public enum Fault
    {
        Error,
        Hang,
        Death,
    }
}
