using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>The bridge driver in the hands of another engine, on a real kernel.</summary>
public sealed class ServedBridgeTests
{
    [Fact]
    public async Task Containers_reach_each_other_and_the_host_in_both_families_and_nothing_is_left_of_them()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var one = await network.RunAsync();
        var two = await network.RunAsync();

        one.JoinInfo.Should().Match<DockerJoinInfo>(info => info.Prefix == "eth" && info.Gateway!.ToString() == "10.3.0.1" && info.GatewayIPv6!.ToString() == "fd00:3::1");
        one.Reaches(two.Address).Should().BeTrue();
        one.Reaches(two.AddressIPv6).Should().BeTrue();
        two.Reaches("10.3.0.1").Should().BeTrue();
        host.Controller.Networks.Should().BeEmpty("it is not ours");
        host.Controller.ServedNetworks.Should().ContainSingle().Which.Should().Match<LibNetwork.Serving.ServedNetworkInfo>(info =>
            info.Id == network.Id && info.Driver == "bridge" && info.Endpoints == 2);

        await one.DisconnectAsync();
        await two.KillAsync();
        await EventuallyAsync(() => host.Host.LinkNames().Order().SequenceEqual([network.Bridge, "lo"]));
        await network.DeleteAsync();
        host.Controller.ServedNetworks.Should().BeEmpty();
        await host.Controller.DisposeAsync();
        host.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task A_connection_between_two_containers_outlives_the_engine_that_serves()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var client = await network.RunAsync();
        var server = await network.RunAsync();
        var seen = Path.Combine(host.Host.Root, "seen");
        var listening = Task.Run(() => TestHost.TryRunIn(server.Inside, $"timeout 60 nc -l -p 7000 > {seen}"));
        await EventuallyAsync(() => TestHost.TryRunIn(server.Inside, "ss -Hltn sport = :7000").Output.Length > 0);
        var sending = Task.Run(() => TestHost.TryRunIn(client.Inside, $"(for i in $(seq 1 40); do echo $i; sleep 0.05; done) | timeout 60 nc -q 1 {server.Address} 7000"));
        await EventuallyAsync(() => File.Exists(seen) && new FileInfo(seen).Length > 0);

        await host.RestartAsync();
        await host.RestartAsync();

        (await sending).ExitCode.Should().Be(0);
        await listening;
        File.ReadAllLines(seen).Should().Equal(Enumerable.Range(1, 40).Select(number => number.ToString()));
        host.Controller.StartReport.Should().BeEmpty();

        var third = await network.RunAsync();
        third.Reaches(client.Address).Should().BeTrue("the network goes on where it was");
        foreach (var container in new[] { client, server, third })
        {
            await container.KillAsync();
        }

        await network.DeleteAsync();
        await EventuallyAsync(() => host.Host.LinkNames().SequenceEqual(["lo"]));
    }

    [Fact]
    public async Task Our_networks_and_theirs_are_apart_and_in_nobodys_way()
    {
        await using var host = await ServingHost.StartAsync();
        var theirs = await host.NetworkAsync(3, ("com.docker.network.bridge.name", "docker-front"));
        var container = await theirs.RunAsync();
        var ours = await OursAsync(host, "ours", "10.4.0.0/24");
        var sandbox = await host.Controller.CreateSandboxAsync(new SandboxConfig { Name = "app" });
        var endpoint = await ours.ConnectAsync(sandbox, new EndpointConfig { Name = "app" });
        foreach (var restarted in new[] { false, true })
        {
            if (restarted)
            {
                await host.RestartAsync();
                host.Controller.StartReport.Should().BeEmpty();
            }

            TestHost.TryRunIn(container.Inside, $"ping -n -c 2 -i 0.2 -W 1 {endpoint.Address!.Value.Address}").ExitCode.Should().NotBe(0, "networks are apart");
            var overlap = async () => await OursAsync(host, "overlap", "10.3.0.0/16");
            (await overlap.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Forbidden);
            var name = async () => await host.NetworkAsync(5, ("com.docker.network.bridge.name", "docker-front"));
            await name.Should().ThrowAsync<NetworkException>().WithMessage("*same bridge name*");
            var reverse = async () => await host.NetworkAsync(4);
            (await reverse.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Forbidden);
            await host.Driver.DeleteNetworkAsync(host.Controller.GetNetwork("ours").Id);
            host.Host.LinkNames().Should().Contain($"br-{ours.Id[..12]}", "it is out of their reach");
            host.Controller.ServedNetworks.Should().ContainSingle("what was refused left no record");
        }
    }

    [Fact]
    public async Task A_container_that_ended_while_the_engine_was_down_is_kept_until_its_owner_deletes_it()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var container = await network.RunAsync();
        var stays = await network.RunAsync();
        await host.RestartAsync(between: container.Die);

        host.Controller.ServedNetworks.Single().Endpoints.Should().Be(2);
        await container.LeaveAsync();
        host.Controller.ServedNetworks.Single().Endpoints.Should().Be(1);
        (await network.RunAsync()).Reaches(stays.Address).Should().BeTrue();
    }

    [Fact]
    public async Task After_a_reboot_networks_come_back_and_containers_start_anew()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var container = await network.RunAsync();
        await host.RestartAsync(between: () =>
        {
            container.Die();
            host.Host.Run($"ip link del {network.Bridge}; nft flush ruleset");
            AnotherBoot(host.Host);
        });

        host.Controller.StartReport.Should().ContainSingle().Which.Should().Be($"served endpoint {container.EndpointId}: a reboot has ended its sandbox");
        host.Host.LinkNames().Should().Contain(network.Bridge);
        await host.Driver.DeleteEndpointAsync(network.Id, container.EndpointId);
        var one = await network.RunAsync();
        var two = await network.RunAsync();
        one.Reaches(two.Address).Should().BeTrue();
        two.Reaches("10.3.0.1").Should().BeTrue();
    }

    [Fact]
    public async Task What_was_cut_short_is_undone_or_finished_and_the_endpoint_can_be_joined_again()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var half = await host.NetworkAsync(4);
        var joining = await network.RunAsync();
        var creating = await network.RunAsync();
        await host.RestartAsync(between: () =>
        {
            TestHost.RunIn(joining.Inside, "ip link del eth0");
            using var store = SqliteRecordStore.Open(Path.Combine(host.Host.DataRoot, "dnet.db"));
            var records = store.Load();
            var network4 = RecordJson.Read(Value(RecordKind.ServedNetwork, half.Id), RecordJson.Default.ServedNetworkRecord);
            var endpoint = RecordJson.Read(Value(RecordKind.ServedEndpoint, joining.EndpointId), RecordJson.Default.ServedEndpointRecord);
            var other = RecordJson.Read(Value(RecordKind.ServedEndpoint, creating.EndpointId), RecordJson.Default.ServedEndpointRecord);
            store.Commit(
            [
                new(RecordKind.ServedNetwork, half.Id, RecordJson.Write(network4 with { State = RecordState.Creating }, RecordJson.Default.ServedNetworkRecord)),
                Put(endpoint with { Join = endpoint.Join! with { State = RecordState.Creating } }),
                Put(other with { State = RecordState.Creating }),
            ], durable: false);

            byte[] Value(RecordKind kind, string id) => records.Single(record => record.Kind == kind && record.Id == id).Value;
        });

        host.Controller.StartReport.Should().HaveCount(3);
        host.Host.LinkNames().Should().BeEquivalentTo("lo", network.Bridge);
        host.Controller.ServedNetworks.Should().ContainSingle().Which.Endpoints.Should().Be(1);
        await joining.JoinAsync();
        joining.Reaches("10.3.0.1").Should().BeTrue();
        await host.NetworkAsync(4);
    }

    /// <summary>Program is called once in a container's life: after it the engine must remember by itself.</summary>
    [Fact]
    public async Task Published_ports_outlive_the_engine_with_the_host_ports_that_were_chosen()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        var container = await network.RunAsync("tcp/:80/:8080", "tcp/:81/:0");
        var open = Path.Combine(host.Host.Root, "open");
        await File.WriteAllTextAsync(open, "");
        var servers = new[] { ("one", 80), ("two", 81) }.Select(server => Task.Run(() => TestHost.TryRunIn(
            container.Inside, $"while [ -e {open} ]; do echo {server.Item1} | timeout 1 nc -N -l -p {server.Item2}; done"))).ToList();
        await container.ProgramAsync();
        var chosen = await ChosenPortAsync();

        foreach (var restart in new[] { false, true, true })
        {
            if (restart)
            {
                await host.RestartAsync(between: () => host.Host.Run("nft flush ruleset"));
                host.Controller.StartReport.Should().BeEmpty();
            }

            (await ChosenPortAsync()).Should().Be(chosen);
            await AnsweredAsync("10.3.0.1", 8080, "one");
            await AnsweredAsync("10.3.0.1", chosen, "two");
        }

        var taken = await network.RunAsync("tcp/:80/:8080");
        var program = async () => await taken.ProgramAsync();
        (await program.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Conflict);
        await container.RevokeAsync();
        await taken.ProgramAsync();
        await host.RestartAsync();
        host.Controller.StartReport.Should().BeEmpty("the port has one owner");
        await container.KillAsync();
        await taken.KillAsync();
        await network.DeleteAsync();
        File.Delete(open);
        await Task.WhenAll(servers);

        async Task<int> ChosenPortAsync()
        {
            var info = await host.Driver.EndpointOperInfoAsync(network.Id, container.EndpointId);
            info.TryGet<IEnumerable<PortBinding>>(NetLabel.PortMap, out var bindings).Should().BeTrue();
            return bindings!.First(binding => binding.Port == 81).HostPort;
        }

        Task AnsweredAsync(string address, int port, string answer) =>
            EventuallyAsync(() => host.Host.TryRun($"timeout 2 nc {address} {port} </dev/null").Output.Contains(answer));
    }

    [Fact]
    public async Task A_network_that_is_deleted_takes_the_links_of_its_endpoints_along()
    {
        await using var host = await ServingHost.StartAsync();
        var network = await host.NetworkAsync(3);
        await network.RunAsync();
        await network.RunAsync();
        await network.DeleteAsync();
        await EventuallyAsync(() => host.Host.LinkNames().SequenceEqual(["lo"]));
        host.Controller.ServedNetworks.Should().BeEmpty();
        await network.DeleteAsync();
    }

    [Fact]
    public async Task An_engine_that_keeps_nothing_removes_what_it_served_when_it_ends()
    {
        await using var host = await ServingHost.StartAsync(persistent: false);
        var network = await host.NetworkAsync(3);
        await network.RunAsync();
        await host.Controller.DisposeAsync();
        host.Host.AssertNothingLeft();
    }

    [Fact]
    public async Task Drivers_of_one_eternal_network_are_not_served_and_unknown_ones_are_told()
    {
        await using var host = await ServingHost.StartAsync();
        host.Controller.ServableDriverTypes.Should().Equal("bridge");
        var eternal = () => host.Controller.GetServedDriver("host");
        eternal.Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.Forbidden);
        var unknown = () => host.Controller.GetServedDriver("nope");
        unknown.Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.NotFound);
        host.Controller.GetServedDriver("bridge").Capability.Should().Be(new Capability(Scope.Local, Scope.Local));
    }

    internal static async Task EventuallyAsync(Func<bool> condition)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(25);
        }

        condition().Should().BeTrue();
    }

    private static ValueTask<Network> OursAsync(ServingHost host, string name, string subnet) => host.Controller.CreateNetworkAsync(new NetworkConfig
    {
        Name = name,
        Driver = "bridge",
        IpamPools = [new IpamPoolConfig { Subnet = subnet }],
    });

    /// <summary>Makes the records those of another run of the machine.</summary>
    private static void AnotherBoot(TestHost host)
    {
        using var store = SqliteRecordStore.Open(Path.Combine(host.DataRoot, "dnet.db"));
        foreach (var record in store.Load().Where(record => record.Kind == RecordKind.ServedEndpoint))
        {
            var endpoint = RecordJson.Read(record.Value, RecordJson.Default.ServedEndpointRecord);
            store.Commit([Put(endpoint with { Join = endpoint.Join! with { BootId = "the boot before" } })], durable: false);
        }
    }

    private static RecordChange Put(ServedEndpointRecord record) =>
        new(RecordKind.ServedEndpoint, record.Id, RecordJson.Write(record, RecordJson.Default.ServedEndpointRecord));
}
