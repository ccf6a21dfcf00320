using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

/// <summary>Configuration-only networks and what is made from them (C-040 to C-051, C-056).</summary>
public sealed class ConfigurationNetworkTests
{
    private const string OperatorFields = "configuration network can only contain network specific fields. Network operator fields like "
        + "[ ingress | internal | attachable | scope ] are not supported.";

    private const string OwnConfiguration = "user-specified configurations are not supported if the network depends on a configuration network";
    private const string OwnOptions = "network driver options are not supported if the network depends on a configuration network";

    [Fact] // C-050
    public async Task A_configuration_is_stored_and_neither_drivers_nor_addresses_are_asked()
    {
        await using var bench = await EngineBench.StartAsync();
        var plan = await bench.Controller.CreateNetworkAsync(Plan());

        (plan.Config.Driver, plan.Scope, plan.IPv4Data.Count, plan.IPv6Data.Count).Should().Be(("null", Scope.Local, 0, 0));
        bench.Driver.Calls.Should().BeEmpty();
        await bench.NetworkAsync("free", "10.7.0.0/24"); // its subnet is not taken
        await bench.RestartAsync();
        bench.Controller.GetNetwork("plan").Config.ConfigOnly.Should().BeTrue();
        bench.Findings.Should().BeEmpty();
    }

    [Fact] // C-051
    public async Task A_network_made_from_a_configuration_has_its_families_pools_options_and_labels()
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.Controller.CreateNetworkAsync(Plan());
        var web = await bench.Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = "web",
            Driver = "fake",
            ConfigFrom = "plan",
            Internal = true,
            Labels = Map("tier", "mine"),
        });

        web.IPv4Data.Single().Pool!.Value.ToString().Should().Be("10.7.0.0/24");
        web.IPv6Data.Single().Pool!.Value.ToString().Should().Be("fd00:7::/64");
        (web.Config.EnableIPv6, web.Config.Internal, web.Config.ConfigOnly, web.Config.Driver).Should().Be((true, true, false, "fake"));
        web.Config.DriverOptions.Should().Equal(Map("mtu", "1400"));
        web.Config.Labels.Should().BeEquivalentTo(new Dictionary<string, string> { ["tier"] = "mine", ["owner"] = "plan" });
        await bench.RestartAsync();
        bench.Controller.GetNetwork("web").Config.ConfigFrom.Should().Be("plan");
    }

    [Fact] // C-050
    public async Task A_configuration_has_no_endpoints()
    {
        await using var bench = await EngineBench.StartAsync();
        var plan = await bench.Controller.CreateNetworkAsync(Plan());
        var refusal = (ErrorKind.Forbidden, "cannot create endpoint on configuration-only network");

        (await plan.CreateEndpointAsync(new EndpointConfig { Name = "ep" }).FailsAsync()).Should().Be(refusal);
        (await plan.ConnectAsync(bench.Sandbox("app"), new EndpointConfig { Name = "ep" }).FailsAsync()).Should().Be(refusal);
        (await plan.CreateEndpointAsync(new EndpointConfig { Name = "" }).FailsAsync()).Should().Be((ErrorKind.InvalidParameter, "invalid name: name is empty")); // C-077
    }

    [Fact] // C-056
    public async Task A_configuration_in_use_is_not_deleted()
    {
        await using var bench = await EngineBench.StartAsync();
        var plan = await bench.Controller.CreateNetworkAsync(Plan());
        var web = await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "web", Driver = "fake", ConfigFrom = "plan" });

        (await plan.DeleteAsync().FailsAsync()).Should().Be((ErrorKind.Forbidden, "configuration network \"plan\" is in use"));
        (await plan.DeleteAsync(force: true).FailsAsync()).Kind.Should().Be(ErrorKind.Forbidden);
        await web.DeleteAsync();
        await plan.DeleteAsync();
        bench.Controller.Networks.Should().BeEmpty();
        bench.Machine.Disk.Count.Should().Be(0);
        (await plan.DeleteAsync().FailsAsync()).Kind.Should().Be(ErrorKind.Conflict);
    }

    [Fact] // C-056: no moment in between
    public async Task A_configuration_is_not_deleted_while_a_network_is_made_from_it()
    {
        await using var bench = await EngineBench.StartAsync();
        var plan = await bench.Controller.CreateNetworkAsync(Plan());
        var going = new TaskCompletionSource();
        bench.Driver.WhileCreating = () => going.Task;
        var creating = bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "web", Driver = "fake", ConfigFrom = "plan" }).AsTask();
        var deleting = plan.DeleteAsync().AsTask();
        deleting.IsCompleted.Should().BeFalse();
        going.SetResult();

        await creating;
        (await new ValueTask(deleting).FailsAsync()).Message.Should().Be("configuration network \"plan\" is in use");
    }

    [Theory]
    [InlineData("nope")] // C-044
    [InlineData("other")] // C-045: a network like any other
    [InlineData("pla")] // C-045: by exact name
    public async Task Only_a_configuration_of_exactly_that_name_is_one(string source)
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.Controller.CreateNetworkAsync(Plan());
        await bench.NetworkAsync("other", "10.9.0.0/24");

        var error = await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "web", Driver = "fake", ConfigFrom = source }).FailsAsync();

        error.Should().Be((ErrorKind.NotFound, $"configuration network \"{source}\" does not exist"));
    }

    public static TheoryData<NetworkConfig, string> Refused => new()
    {
        { Plan() with { Internal = true }, OperatorFields }, // C-040
        { Plan() with { Attachable = true }, OperatorFields },
        { Plan() with { Scope = Scope.Local }, OperatorFields },
        { new NetworkConfig { Name = "a", ConfigOnly = true, ConfigFrom = "plan" }, "a configuration network cannot depend on another configuration network" }, // C-041
        { From with { EnableIPv6 = true }, OwnConfiguration }, // C-042
        { From with { EnableIPv4 = false }, OwnConfiguration },
        { From with { IpamPools = [new IpamPoolConfig { Subnet = "10.8.0.0/24" }] }, OwnConfiguration },
        { From with { IpamOptions = Map("a", "b") }, OwnConfiguration },
        { From with { IpamDriver = "null" }, OwnConfiguration },
        { From with { DriverOptions = Map("mtu", "9000") }, OwnOptions }, // C-043
        { From with { EnableIPv6 = true, DriverOptions = Map("mtu", "9000") }, $"{OwnConfiguration}\n{OwnOptions}" },
    };

    private static NetworkConfig From => new() { Name = "a", Driver = "fake", ConfigFrom = "plan" };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task What_does_not_go_together_is_refused_before_anything_changes(NetworkConfig config, string message)
    {
        await using var bench = await EngineBench.StartAsync();
        await bench.Controller.CreateNetworkAsync(Plan());

        (await bench.Controller.CreateNetworkAsync(config).FailsAsync()).Should().Be((ErrorKind.Forbidden, message));

        bench.Controller.Networks.Should().ContainSingle();
        bench.Machine.Disk.Count.Should().Be(1);
        bench.Driver.Calls.Should().BeEmpty();
    }

    [Fact]
    public async Task A_configuration_whose_record_cannot_be_written_leaves_its_name_free()
    {
        await using var bench = await EngineBench.StartAsync();
        bench.Machine.Disk.RefuseAfter = 0;
        (await bench.Controller.CreateNetworkAsync(Plan()).FailsAsync()).Kind.Should().Be(ErrorKind.Unavailable);
        bench.Machine.Disk.RefuseAfter = null;
        await bench.Controller.CreateNetworkAsync(Plan());
        (await bench.Controller.CreateNetworkAsync(Plan()).FailsAsync()).Should().Be((ErrorKind.Conflict, "network with name plan already exists"));
    }

    private static NetworkConfig Plan() => new()
    {
        Name = "plan",
        ConfigOnly = true,
        EnableIPv6 = true,
        IpamPools = [new IpamPoolConfig { Subnet = "10.7.0.0/24" }, new IpamPoolConfig { Subnet = "fd00:7::/64" }],
        DriverOptions = Map("mtu", "1400"),
        Labels = new Dictionary<string, string> { ["tier"] = "plan", ["owner"] = "plan" },
    };

    private static Dictionary<string, string> Map(string key, string value) => new() { [key] = value };
}
