using LibNetwork.DriverApi;
using LibNetwork.Serving;
using LibNetwork.Store;

namespace LibNetwork.Tests.Serving;

/// <summary>What an engine that owns networks may ask of a driver it is served.</summary>
public sealed class ServedDriverTests
{
    private readonly Machine _machine = new();

    [Fact]
    public async Task A_life_from_the_first_call_to_the_last_leaves_nothing()
    {
        var process = await ServingProcess.StartAsync(_machine);
        var driver = process.Driver;
        await driver.CreateNetworkAsync(Ids.Network);
        await driver.CreateEndpointAsync(Ids.Network, Ids.One);
        await driver.JoinAsync(Ids.Network, Ids.One);
        await process.Connectivity.ProgramAsync(Ids.Network, Ids.One);

        _machine.Kernel.Should().Equal($"link {Ids.One}", $"network {Ids.Network}", $"ports {Ids.One}");
        process.Served.All.Single().Info.Should().Match<ServedNetworkInfo>(info =>
            info.Id == Ids.Network && info.Driver == "fake" && info.Endpoints == 1 && info.IPv4Data.Single() == OtherEngine.Pool);

        await process.Connectivity.RevokeAsync(Ids.Network, Ids.One);
        await driver.LeaveAsync(Ids.Network, Ids.One);
        await driver.DeleteEndpointAsync(Ids.Network, Ids.One);
        await driver.DeleteNetworkAsync(Ids.Network);

        process.Kernel.Calls.Should().Equal("CreateNetwork", "CreateEndpoint", "Join", "Program", "Revoke", "Leave", "DeleteEndpoint", "DeleteNetwork");
        _machine.Kernel.Should().BeEmpty();
        _machine.Disk.Count.Should().Be(0);
        process.Served.Count.Should().Be(0);
    }

    [Fact]
    public async Task An_id_that_exists_is_a_conflict_and_the_driver_is_not_asked()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);

        var again = async () => await process.Driver.CreateNetworkAsync(Ids.Network);

        (await again.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        process.Kernel.Calls.Should().Equal("CreateNetwork");
        _machine.Disk.Count.Should().Be(1);
    }

    [Fact]
    public async Task Of_two_creations_of_one_id_at_once_one_is_a_conflict()
    {
        var process = await ServingProcess.StartAsync(_machine);
        var gate = new TaskCompletionSource();
        process.Kernel.WhileCreating = () => gate.Task;
        var first = process.Driver.CreateNetworkAsync(Ids.Network).AsTask();
        var second = async () => await process.Driver.CreateNetworkAsync(Ids.Network);

        (await second.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        gate.SetResult();
        await first;
        process.Kernel.Calls.Should().Equal("CreateNetwork");
    }

    [Fact]
    public async Task Calls_for_one_network_wait_for_each_other_and_those_for_another_do_not()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Other);
        var gate = new TaskCompletionSource();
        process.Kernel.WhileCreating = () => gate.Task;
        var creating = process.Driver.CreateNetworkAsync(Ids.Network).AsTask();
        var waiting = process.Driver.CreateEndpointAsync(Ids.Network, Ids.One).AsTask();

        await process.Driver.CreateEndpointAsync(Ids.Other, Ids.Two);
        waiting.IsCompleted.Should().BeFalse();
        gate.SetResult();
        await creating;
        await waiting;
        process.Kernel.Calls.Should().Equal("CreateNetwork", "CreateNetwork", "CreateEndpoint", "CreateEndpoint");
    }

    [Fact]
    public async Task Whoever_waited_for_a_network_that_never_came_to_be_is_told_so()
    {
        var process = await ServingProcess.StartAsync(_machine);
        var gate = new TaskCompletionSource();
        process.Kernel.WhileCreating = async () =>
        {
            await gate.Task;
            throw new NetworkException(ErrorKind.Forbidden, "no");
        };
        var creating = process.Driver.CreateNetworkAsync(Ids.Network).AsTask();
        var waiting = process.Driver.CreateEndpointAsync(Ids.Network, Ids.One).AsTask();
        var deleting = process.Driver.DeleteNetworkAsync(Ids.Network).AsTask();
        gate.SetResult();

        await ((Func<Task>)(() => creating)).Should().ThrowAsync<NetworkException>().WithMessage("no");
        await ((Func<Task>)(() => waiting)).Should().ThrowAsync<NoNetworkException>();
        await deleting;
        _machine.Disk.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("ABCDEFABCDEFABCDEF")]
    [InlineData("0123456789a/")]
    [InlineData("../../../../etc")]
    public async Task An_id_that_no_link_could_be_named_after_is_refused(string id)
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        var network = async () => await process.Driver.CreateNetworkAsync(id);
        var endpoint = async () => await process.Driver.CreateEndpointAsync(Ids.Network, id);

        (await network.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        (await endpoint.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        process.Kernel.Calls.Should().Equal("CreateNetwork");
    }

    [Fact]
    public async Task Networks_that_came_in_elsewhere_are_out_of_reach()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Kernel.CreateNetworkAsync(Ids.Network); // this engine's own
        await process.Driver.CreateNetworkAsync(Ids.Other);
        var otherDriver = ServedDriver.Of(process.Served, new KernelDriver(_machine, "another"));
        process.Kernel.Calls.Clear();

        await process.Driver.DeleteNetworkAsync(Ids.Network);
        await process.Driver.DeleteEndpointAsync(Ids.Network, Ids.One);
        await process.Driver.LeaveAsync(Ids.Network, Ids.One);
        await otherDriver.DeleteNetworkAsync(Ids.Other);
        var create = async () => await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        var join = async () => await otherDriver.JoinAsync(Ids.Other, Ids.One);
        var ask = async () => await process.Driver.EndpointOperInfoAsync(Ids.Network, Ids.One);
        var program = async () => await process.Connectivity.ProgramAsync(Ids.Network, Ids.One);

        await create.Should().ThrowAsync<NoNetworkException>();
        await join.Should().ThrowAsync<NoNetworkException>();
        await ask.Should().ThrowAsync<NoNetworkException>();
        await program.Should().ThrowAsync<NoNetworkException>();
        process.Kernel.Calls.Should().BeEmpty();
        _machine.Kernel.Should().Contain($"network {Ids.Network}").And.Contain($"network {Ids.Other}");
    }

    [Fact]
    public async Task Deleting_leaving_and_revoking_what_is_gone_is_success()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        process.Kernel.Calls.Clear();

        await process.Driver.LeaveAsync(Ids.Network, Ids.One);
        await process.Driver.LeaveAsync(Ids.Network, Ids.Two);
        await process.Connectivity.RevokeAsync(Ids.Network, Ids.One);
        await process.Connectivity.RevokeAsync(Ids.Network, Ids.Two);
        await process.Connectivity.RevokeAsync(Ids.Other, Ids.Two);
        await process.Driver.DeleteEndpointAsync(Ids.Network, Ids.Two);
        await process.Driver.DeleteNetworkAsync(Ids.Other);

        process.Kernel.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_out_of_order_is_refused()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        var early = async () => await process.Connectivity.ProgramAsync(Ids.Network, Ids.One);
        (await early.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Forbidden);
        await process.Driver.JoinAsync(Ids.Network, Ids.One);
        var twice = async () => await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        var rejoin = async () => await process.Driver.JoinAsync(Ids.Network, Ids.One);
        var missing = async () => await process.Driver.JoinAsync(Ids.Network, Ids.Two);

        await twice.Should().ThrowAsync<EndpointExistsException>();
        (await rejoin.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
        await missing.Should().ThrowAsync<NoEndpointException>();
    }

    [Fact]
    public async Task A_join_hands_over_the_options_that_the_endpoint_was_created_with()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        await process.Driver.JoinAsync(Ids.Network, Ids.One);

        var (endpoint, sandbox) = process.Kernel.JoinOptions.Single();
        endpoint.Should().Contain("user", "option", "the protocol does not say them again (K-058)");
        sandbox.Should().BeSameAs(OtherEngine.SandboxOptions);
    }

    [Fact]
    public async Task Deleting_a_network_takes_along_what_its_owner_left_on_it()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        await process.Driver.JoinAsync(Ids.Network, Ids.One);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.Two, host: 3);

        await process.Driver.DeleteNetworkAsync(Ids.Network);

        process.Kernel.Calls.Should().ContainInOrder("Leave", "DeleteNetwork").And.Subject.Count(call => call == "DeleteEndpoint").Should().Be(2);
        _machine.Kernel.Should().BeEmpty();
        _machine.Disk.Count.Should().Be(0);
    }

    [Theory]
    [InlineData("CreateNetwork", 0)]
    [InlineData("CreateEndpoint", 1)]
    [InlineData("Join", 2)]
    public async Task What_the_driver_refuses_is_not_remembered(string call, int records)
    {
        var process = await ServingProcess.StartAsync(_machine);
        process.Kernel.Refuse = call;
        var life = async () => await LiveAsync(process);

        await life.Should().ThrowAsync<NetworkException>().WithMessage($"{call} is refused");
        _machine.Disk.Count.Should().Be(records);
        process.Kernel.Refuse = "";
        if (records > 0)
        {
            await process.Driver.DeleteNetworkAsync(Ids.Network);
        }

        await LiveAsync(process);
    }

    [Fact]
    public async Task Whichever_commit_is_refused_the_call_fails_and_takes_back_what_it_did()
    {
        for (var passed = 0; ; passed++)
        {
            var machine = new Machine();
            var process = await ServingProcess.StartAsync(machine);
            machine.Disk.RefuseAfter = passed;
            var done = new List<string>();
            try
            {
                await LiveAsync(process, done.Add);
                passed.Should().Be(7, "that many commits there are: two per step, one for the ports");
                return;
            }
            catch (NetworkException full) when (full.Kind == ErrorKind.Unavailable)
            {
                machine.Kernel.Should().HaveCount(done.Count(step => step is not "endpoint"), "after {0} nothing more is there than was answered", string.Join(' ', done));
                await LiveAsync(process, skip: done.Count);
                machine.Kernel.Should().HaveCount(3);
            }
        }
    }

    [Theory]
    [InlineData("Leave")]
    [InlineData("DeleteEndpoint")]
    [InlineData("DeleteNetwork")]
    public async Task A_removal_that_the_driver_refuses_is_finished_by_the_next_call_or_the_next_start(string call)
    {
        foreach (var restart in new[] { false, true })
        {
            var machine = new Machine();
            var process = await ServingProcess.StartAsync(machine);
            await LiveAsync(process);
            process.Kernel.Refuse = call;
            (await EndAsync(process, until: call)).Should().Equal($"{call} is refused");
            process.Kernel.Refuse = "";
            if (restart)
            {
                process = await ServingProcess.StartAsync(machine);
                process.Findings.Should().ContainSingle("what was cut short is told");
            }
            else
            {
                (await EndAsync(process, until: call)).Should().BeEmpty();
            }

            machine.Kernel.Should().HaveCount(call == "DeleteNetwork" ? 0 : 1, "only the network is left");
            (await EndAsync(process)).Should().BeEmpty();
            machine.Kernel.Should().BeEmpty();
            machine.Disk.Count.Should().Be(0);
        }
    }

    [Fact]
    public async Task Nothing_joins_what_is_on_its_way_out()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.CreateNetworkAsync(Ids.Network);
        await process.Driver.CreateEndpointAsync(Ids.Network, Ids.One);
        process.Kernel.Refuse = "DeleteEndpoint";
        var delete = async () => await process.Driver.DeleteEndpointAsync(Ids.Network, Ids.One);
        await delete.Should().ThrowAsync<NetworkException>();
        var join = async () => await process.Driver.JoinAsync(Ids.Network, Ids.One);
        await join.Should().ThrowAsync<NoEndpointException>();

        process.Kernel.Refuse = "DeleteNetwork";
        var deleteNetwork = async () => await process.Driver.DeleteNetworkAsync(Ids.Network);
        await deleteNetwork.Should().ThrowAsync<NetworkException>();
        var create = async () => await process.Driver.CreateEndpointAsync(Ids.Network, Ids.Two);
        await create.Should().ThrowAsync<NoNetworkException>();
    }

    [Fact]
    public async Task Discovery_and_questions_go_through()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await process.Driver.DiscoverNewAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("10.0.0.1", true));
        await process.Driver.DiscoverDeleteAsync(DiscoveryType.NodeDiscovery, new NodeDiscoveryData("10.0.0.1", true));
        (await ((IGatewayAllocationChecker)process.Driver).GetSkipGatewayAllocationAsync(DriverOptions.Empty)).Should().Be((false, true));
        process.Kernel.Calls.Should().Equal("DiscoverNew", "DiscoverDelete");
        process.Driver.Type.Should().Be("fake");
    }

    [Fact]
    public async Task Networks_are_on_the_disk_itself_and_endpoints_only_in_its_cache()
    {
        await LiveAsync(await ServingProcess.StartAsync(_machine));
        _machine.Disk.Durable.Should().Equal(RecordKind.ServedNetwork, RecordKind.ServedNetwork);
    }

    [Fact]
    public async Task Closing_an_engine_without_a_store_removes_what_was_served()
    {
        var process = await ServingProcess.StartAsync(_machine);
        await LiveAsync(process);
        await process.Served.DeleteAllAsync();
        _machine.Kernel.Should().BeEmpty();
    }

    /// <summary>Brings a network with a published endpoint up.</summary>
    private static async Task LiveAsync(ServingProcess process, Action<string>? done = null, int skip = 0)
    {
        (string Name, Func<ValueTask> Call)[] steps =
        [
            ("network", () => process.Driver.CreateNetworkAsync(Ids.Network)),
            ("endpoint", () => process.Driver.CreateEndpointAsync(Ids.Network, Ids.One)),
            ("join", () => process.Driver.JoinAsync(Ids.Network, Ids.One)),
            ("ports", () => process.Connectivity.ProgramAsync(Ids.Network, Ids.One)),
        ];
        foreach (var (name, call) in steps.Skip(skip))
        {
            await call();
            done?.Invoke(name);
        }
    }

    /// <summary>Takes it down as Docker does: what fails does not stop the rest.</summary>
    private static async Task<List<string>> EndAsync(ServingProcess process, string until = "")
    {
        var refused = new List<string>();
        foreach (var (name, call) in ((string Name, Func<ValueTask> Call)[])
        [
            ("Revoke", () => process.Connectivity.RevokeAsync(Ids.Network, Ids.One)),
            ("Leave", () => process.Driver.LeaveAsync(Ids.Network, Ids.One)),
            ("DeleteEndpoint", () => process.Driver.DeleteEndpointAsync(Ids.Network, Ids.One)),
            ("DeleteNetwork", () => process.Driver.DeleteNetworkAsync(Ids.Network)),
        ])
        {
            try
            {
                await call();
            }
            catch (NetworkException e)
            {
                refused.Add(e.Message);
            }

            if (name == until)
            {
                break;
            }
        }

        return refused;
    }
}
