using LibNetwork;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using StepKiller;

// StepKiller DATA-ROOT EXEC-ROOT HOST-NAMESPACE SCENARIO STEP: does what the scenario says and is killed right before the step; when there are
// fewer steps it prints their number, and is killed then.
var (dataRoot, execRoot, host, scenario, killAt) = (args[0], args[1], args[2], Scenario.All.Single(s => s.Name == args[3]), int.Parse(args[4]));
var steps = new Steps(killAt);
KernelSteps.Listener = step =>
{
    // Nothing has changed since the step before a question.
    if (step != KernelSteps.Question)
    {
        steps.Before();
    }
};
if (scenario.RunAsync is null)
{
    steps.Begin();
}

var engine = await NetworkController.StartAsync(new NetworkControllerOptions
{
    DataRoot = dataRoot,
    ExecRoot = execRoot,
    HostNamespace = NetworkNamespace.Open(host),
    WrapStore = store => new SteppedStore(store, steps.Before),
});
if (scenario.RunAsync is { } run)
{
    steps.Begin();
    await run(engine);
}

steps.End();
Console.WriteLine(steps.Taken);
Console.Out.Flush();
Steps.Die();
