using CsCheck;
using LibNetwork.IntegrationTests.Crash;
using LibNetwork.Tests.Model;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>An engine on a real kernel does what a simple model says, whatever is asked of it at once.</summary>
public sealed class EngineModelTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Whatever_callers_ask_for_at_once_engine_store_and_kernel_agree_with_the_model_after_every_round()
    {
        var operations = 0;
        await EngineRounds.Of(length: 8, rounds: 4).SampleAsync(async rounds => operations += await RunAsync(rounds), iter: 8, threads: 1);
        output.WriteLine($"{operations} operations");
    }

    private static async Task<int> RunAsync((EngineOperation[][] Operations, bool Restart)[] rounds)
    {
        await using var engine = await EngineHost.StartAsync();
        var model = new EngineModel("bridge");
        foreach (var (operations, restart) in rounds)
        {
            await model.RunAsync(engine.Controller, operations);
            model.AssertEngine(engine.Controller);
            await new Ownership(engine.Host, engine.Controller).AssertAsync("after a round");
            if (restart)
            {
                await engine.RestartAsync();
                engine.Controller.StartReport.Should().BeEmpty();
                model.AssertEngine(engine.Controller);
            }
        }

        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty();
        await model.DeleteAllAsync(engine.Controller);
        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
        return model.Operations;
    }
}
