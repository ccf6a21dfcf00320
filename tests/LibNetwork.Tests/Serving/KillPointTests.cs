using LibNetwork.Store;

namespace LibNetwork.Tests.Serving;

/// <summary>The process is killed at every moment there is: before and after each commit, before and after each thing made in the kernel.</summary>
public sealed class KillPointTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_at_any_moment_what_was_answered_is_there_and_what_was_not_is_undone_or_finished(bool remembers)
    {
        var moments = 0;
        for (var killAt = 1; ; killAt++)
        {
            var machine = new Machine { KillAt = killAt };
            var process = await ServingProcess.StartAsync(machine, Driver(machine, remembers));
            machine.KillAt = killAt + machine.Steps;
            var answered = await LiveAsync(process);
            var process2 = await ServingProcess.StartAsync(machine, Driver(machine, remembers));

            AssertTheKernelIsWhatIsRecorded(machine, process2, remembers);
            AssertWhatWasAnsweredHolds(machine, answered);
            await AssertAllCanBeTakenDownAsync(machine, process2);
            if (answered.Count == Steps)
            {
                break;
            }

            moments++;
        }

        moments.Should().BeGreaterThan(40, "a run without a kill takes that many steps");
    }

    /// <summary>The start after the kill is killed, too.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Killed_again_while_it_starts_the_next_start_goes_on(bool remembers)
    {
        var starts = 0;
        for (var killAt = 1; ; killAt++)
        {
            var again = 0;
            var machine = new Machine();
            var process = await ServingProcess.StartAsync(machine, Driver(machine, remembers));
            machine.KillAt = machine.Steps + killAt;
            if ((await LiveAsync(process)).Count == Steps)
            {
                break;
            }

            do
            {
                machine.Restart();
                machine.KillAt = machine.Steps + ++again;
                await StartToDieAsync(machine, remembers);
                starts++;
            }
            while (machine.IsDead);

            var last = await ServingProcess.StartAsync(machine, Driver(machine, remembers));
            AssertTheKernelIsWhatIsRecorded(machine, last, remembers);
            await AssertAllCanBeTakenDownAsync(machine, last);
        }

        starts.Should().BeGreaterThan(200, "each of the starts takes several steps, and is killed at each");
    }

    private const int Steps = 12;

    // One that keeps no records is handed them and sweeps; the other knows only what it is told to undo.
    private static RememberingDriver? Driver(Machine machine, bool remembers) => remembers ? new RememberingDriver(machine) : null;

    private static async Task<List<string>> LiveAsync(ServingProcess process)
    {
        (string Name, Func<ValueTask> Call)[] steps =
        [
            ("+network", () => process.Driver.CreateNetworkAsync(Ids.Network)),
            ("+endpoint 1", () => process.Driver.CreateEndpointAsync(Ids.Network, Ids.One)),
            ("+join 1", () => process.Driver.JoinAsync(Ids.Network, Ids.One)),
            ("+ports 1", () => process.Connectivity.ProgramAsync(Ids.Network, Ids.One)),
            ("+endpoint 2", () => process.Driver.CreateEndpointAsync(Ids.Network, Ids.Two, host: 3)),
            ("+join 2", () => process.Driver.JoinAsync(Ids.Network, Ids.Two)),
            ("+ports 2", () => process.Connectivity.ProgramAsync(Ids.Network, Ids.Two)),
            ("-ports 1", () => process.Connectivity.RevokeAsync(Ids.Network, Ids.One)),
            ("-join 1", () => process.Driver.LeaveAsync(Ids.Network, Ids.One)),
            ("-endpoint 1", () => process.Driver.DeleteEndpointAsync(Ids.Network, Ids.One)),
            ("+other", () => process.Driver.CreateNetworkAsync(Ids.Other)),
            ("-network", () => process.Driver.DeleteNetworkAsync(Ids.Network)),
        ];
        var answered = new List<string>();
        try
        {
            foreach (var (name, call) in steps)
            {
                await call();
                answered.Add(name);
            }
        }
        catch (ProcessKilledException)
        {
            // Nobody is answered any more.
        }

        return answered;
    }

    private static async Task StartToDieAsync(Machine machine, bool remembers)
    {
        try
        {
            await ServingProcess.StartKillableAsync(machine, Driver(machine, remembers));
        }
        catch (ProcessKilledException)
        {
            // The next one comes one step further.
        }
    }

    private static void AssertTheKernelIsWhatIsRecorded(Machine machine, ServingProcess process, bool remembers)
    {
        var recorded = new List<string>();
        foreach (var network in process.Served.All)
        {
            network.Record.State.Should().Be(RecordState.Ready);
            recorded.Add($"network {network.Id}");
            foreach (var endpoint in network.Endpoints.Values)
            {
                endpoint.State.Should().Be(RecordState.Ready);
                recorded.AddRange(remembers ? [$"endpoint {endpoint.Id}"] : []);
                if (endpoint.Join is { } join)
                {
                    join.State.Should().Be(RecordState.Ready);
                    recorded.Add($"link {endpoint.Id}");
                    if (join.GatewayIPv4EndpointId.Length > 0)
                    {
                        recorded.Add($"ports {endpoint.Id}");
                    }
                }
            }
        }

        machine.Kernel.Should().BeEquivalentTo(recorded);
    }

    // Whether the step that was cut short is done or undone is the engine's to decide; all before it was promised.
    private static void AssertWhatWasAnsweredHolds(Machine machine, List<string> answered)
    {
        AssertKernel($"network {Ids.Network}", "+network", "-network");
        AssertKernel($"network {Ids.Other}", "+other", "");
        AssertKernel($"link {Ids.One}", "+join 1", "-join 1");
        AssertKernel($"ports {Ids.One}", "+ports 1", "-ports 1");
        AssertKernel($"link {Ids.Two}", "+join 2", "-network");
        AssertKernel($"ports {Ids.Two}", "+ports 2", "-network");

        void AssertKernel(string what, string made, string unmade)
        {
            if (answered.Contains(unmade))
            {
                machine.Kernel.Should().NotContain(what, "{0} was answered", unmade);
            }
            else if (answered.Contains(made) && answered.Count < Steps && !IsNext(unmade))
            {
                machine.Kernel.Should().Contain(what, "{0} was answered", made);
            }
        }

        bool IsNext(string step) => step == Order[answered.Count];
    }

    private static readonly string[] Order =
    [
        "+network", "+endpoint 1", "+join 1", "+ports 1", "+endpoint 2", "+join 2", "+ports 2", "-ports 1", "-join 1", "-endpoint 1", "+other", "-network",
    ];

    private static async Task AssertAllCanBeTakenDownAsync(Machine machine, ServingProcess process)
    {
        foreach (var network in new[] { Ids.Network, Ids.Other })
        {
            foreach (var endpoint in new[] { Ids.One, Ids.Two })
            {
                await process.Connectivity.RevokeAsync(network, endpoint);
                await process.Driver.LeaveAsync(network, endpoint);
                await process.Driver.DeleteEndpointAsync(network, endpoint);
            }

            await process.Driver.DeleteNetworkAsync(network);
        }

        machine.Kernel.Should().BeEmpty();
        machine.Disk.Count.Should().Be(0);
    }
}
