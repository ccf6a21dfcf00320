using LibNetwork.DriverApi;
using LibNetwork.IntegrationTests.Engine;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Crash;

/// <summary>The store's file in every bad state: the engine starts, says so, and goes on.</summary>
public sealed class StoreTroubleTests
{
    [Fact]
    public async Task On_a_file_system_that_is_read_only_what_runs_goes_on_and_changes_are_refused_until_it_can_be_written()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24");
        var sandbox = await engine.SandboxAsync("web");
        await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
        using var inside = NetworkNamespace.Open(sandbox.Key);
        var data = engine.Host.DataRoot;
        await engine.RestartAsync(between: () => Sh($"mount --bind {data} {data} && mount -o remount,ro,bind {data}"));
        try
        {
            engine.Controller.StartReport.Should().Contain(line => line.Contains($"store {data}/dnet.db cannot be written") && line.Contains("make its directory writable"));
            engine.Controller.GetEndpoint("web").Sandbox.Should().NotBeNull();
            TestHost.TryRunIn(inside, "ping -c 1 -W 2 10.7.0.1").ExitCode.Should().Be(0);

            var links = engine.Host.LinkNames();
            var create = async () => await engine.NetworkAsync("new", "bridge", "10.8.0.0/24");
            (await create.Should().ThrowAsync<NetworkException>()).Which.Should().Match<NetworkException>(
                refused => refused.Kind == ErrorKind.Unavailable && refused.Message.Contains($"store {data}/dnet.db cannot be written"));
            var delete = async () => await engine.Controller.GetSandbox("web").DeleteAsync();
            (await delete.Should().ThrowAsync<NetworkException>()).Which.Kind.Should().Be(ErrorKind.Unavailable);
            engine.Host.LinkNames().Should().Equal(links, "what is refused changes nothing");
        }
        finally
        {
            Sh($"mount -o remount,rw,bind {data}");
        }

        await engine.NetworkAsync("new", "bridge", "10.8.0.0/24");
        await engine.RestartAsync(between: () => Sh($"umount {data}"));
        engine.Controller.StartReport.Should().BeEmpty();
        engine.Controller.Networks.Select(n => n.Name).Should().Equal("net", "new");
    }

    [Fact]
    public async Task On_a_full_disk_what_runs_goes_on_and_changes_are_refused_until_there_is_room()
    {
        await using var engine = await EngineHost.StartAsync();
        var data = engine.Host.DataRoot;
        await engine.RestartAsync(between: () => Sh($"mount -t tmpfs -o size=512k tmpfs {data}"));
        try
        {
            var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24");
            var sandbox = await engine.SandboxAsync("web");
            await network.ConnectAsync(sandbox, new EndpointConfig { Name = "web" });
            await engine.RestartAsync(between: () => TestHost.TryRunIn(engine.Host.Namespace, $"dd if=/dev/zero of={data}/filler bs=4k"));

            engine.Controller.GetEndpoint("web").Sandbox.Should().NotBeNull("a full disk can be read");
            var refused = new List<NetworkException>();
            for (var i = 0; i < 100; i++)
            {
                // A few records may still fit into the pages there are.
                try
                {
                    await engine.Controller.GetNetwork("net").CreateEndpointAsync(new EndpointConfig { Name = $"e{i}" });
                }
                catch (NetworkException e)
                {
                    refused.Add(e);
                }
            }

            refused.Should().NotBeEmpty().And.OnlyContain(e => e.Kind == ErrorKind.Unavailable && e.Message.Contains("cannot be written"));
            File.Delete(Path.Combine(data, "filler"));
            await engine.Controller.GetNetwork("net").CreateEndpointAsync(new EndpointConfig { Name = "late" });
            var endpoints = engine.Controller.Endpoints.Select(e => (e.Name, e.Address)).ToList();
            await engine.RestartAsync();
            engine.Controller.Endpoints.Select(e => (e.Name, e.Address)).Should().Equal(endpoints);
            engine.Controller.StartReport.Should().BeEmpty();
        }
        finally
        {
            await engine.Controller.DisposeAsync();
            Sh($"umount {data}");
        }
    }

    [Fact]
    public async Task When_every_record_is_lost_networks_and_running_sandboxes_are_made_again_of_what_the_kernel_shows()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await engine.NetworkAsync("net", "bridge", "10.7.0.0/24", "fd07::/64");
        var vault = await engine.Controller.CreateNetworkAsync(new NetworkConfig { Name = "vault", Internal = true, IpamPools = [new IpamPoolConfig { Subnet = "10.8.0.0/24" }] });
        var web = await network.ConnectAsync(await engine.SandboxAsync("web"), new EndpointConfig { Name = "web" });
        await vault.ConnectAsync(web.Sandbox!, new EndpointConfig { Name = "web" });
        var db = await network.ConnectAsync(await engine.SandboxAsync("db"), new EndpointConfig { Name = "db" });
        using var inside = NetworkNamespace.Open(web.Sandbox!.Key);
        var links = engine.Host.LinkNames();
        await engine.RestartAsync(between: () =>
        {
            File.WriteAllText(Path.Combine(engine.Host.DataRoot, "dnet.db"), new string('x', 8192));
            File.Delete(Path.Combine(engine.Host.DataRoot, "dnet.db-wal"));
        });

        engine.Host.LinkNames().Should().Equal(links, "what sandboxes use is adopted, not removed");
        TestHost.TryRunIn(inside, $"ping -n -c 1 -W 2 {db.Address!.Value.Address}").ExitCode.Should().Be(0);
        engine.Controller.Networks.Select(n => (n.Id, n.Name, n.Config.Internal)).Should().BeEquivalentTo(
            [(network.Id, $"recovered-{network.Id[..12]}", false), (vault.Id, $"recovered-{vault.Id[..12]}", true)]);
        engine.Controller.Sandboxes.Select(sandbox => sandbox.Key).Should().BeEquivalentTo(web.Sandbox.Key, db.Sandbox!.Key);
        var again = engine.Controller.GetEndpoint(web.Id);
        (again.Address, again.AddressIPv6, again.MacAddress, again.InterfaceName, again.Sandbox!.Key).Should().Be((web.Address, web.AddressIPv6, web.MacAddress, "eth0", web.Sandbox.Key));
        var name = $"recovered-{network.Id[..12]}";
        engine.Controller.StartReport.Should().Contain(line => line.Contains("dnet.db.damaged-")).And.Contain(line => line.Contains($"network {name}: its record is lost"));
        (await engine.Controller.DiagnoseAsync()).Should().BeEmpty();
        await new Ownership(engine.Host, engine.Controller).AssertAsync("made again");

        var next = await engine.Controller.GetNetwork(network.Id).CreateEndpointAsync(new EndpointConfig { Name = "next" });
        next.Address.Should().NotBe(web.Address).And.NotBe(db.Address, "addresses in use are taken again");
        await engine.RestartAsync();
        engine.Controller.StartReport.Should().BeEmpty();
        await new LibNetwork.Tests.Model.EngineModel("bridge").DeleteAllAsync(engine.Controller);
        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
    }

    private static void Sh(string command)
    {
        using var process = System.Diagnostics.Process.Start("sh", ["-c", command]);
        process.WaitForExit();
        process.ExitCode.Should().Be(0, command);
    }
}
