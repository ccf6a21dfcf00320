using CsCheck;

namespace LibNetwork.Tests.Model;

/// <summary>An engine without a kernel does what a simple model says, whatever is asked of it at once.</summary>
public sealed class EngineModelTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_callers_ask_for_at_once_engine_store_and_kernel_agree_with_the_model_after_every_round()
    {
        var operations = 0;
        await EngineRounds.Of(length: 12, rounds: 6).SampleAsync(async rounds => Interlocked.Add(ref operations, await RunAsync(rounds)), iter: 60, threads: 1);
        output.WriteLine($"{operations} operations");
    }

    private static async Task<int> RunAsync((EngineOperation[][] Operations, bool Restart)[] rounds)
    {
        using var machine = new FakeMachine { BeforeCallAsync = async (_, _) => await Task.Yield() };
        await machine.StartAsync();
        var model = new EngineModel("fake");
        foreach (var (operations, restart) in rounds)
        {
            await model.RunAsync(machine.Engine, operations);
            model.AssertEngine(machine.Engine);
            machine.AssertAgreement();
            if (restart)
            {
                await machine.StartAsync();
                machine.Engine.StartReport.Should().BeEmpty();
                model.AssertEngine(machine.Engine);
                machine.AssertAgreement();
            }
        }

        await model.DeleteAllAsync(machine.Engine);
        await machine.AssertNothingLeftAsync();
        return model.Operations;
    }
}
