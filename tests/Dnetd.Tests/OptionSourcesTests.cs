using Dnetd.Options;
using LibNetwork.Api;
using Microsoft.Extensions.Logging;

namespace Dnetd.Tests;

public sealed class OptionSourcesTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnetd-options-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Nothing_said_is_the_defaults()
    {
        var (options, errors) = Read(file: "{}");

        errors.Should().BeEmpty();
        options.Should().BeEquivalentTo(new DaemonOptions());
    }

    [Fact]
    public void Everything_can_be_said_in_the_file()
    {
        var (options, errors) = Read(file: """
            {
              // Where to listen.
              "host": ["unix:///a.sock", "tcp://127.0.0.1:1"],
              "data-root": "/a/data/", "exec-root": "/a/../b", "log-level": "debug", "ip-forward": false, "namespace-pool": 3,
              "allow-direct-routing": true, "bridge-accept-fwmark": "0x1/0xff",
              "default-address-pool": [{"base": "10.10.0.0/16", "size": 24}, "base=fd00::/48,size=64"],
              "predefined-networks": false, "bridge": "lan0", "bip": "10.5.0.1/16", "fixed-cidr": "10.5.1.0/24",
              "default-network-opt": ["bridge=com.docker.network.driver.mtu=1400", "bridge=x=y=z", "macvlan=parent=eth0"],
              "docker-plugin": ["bridge", "ipam=dnet"], "docker-plugin-directory": "/a/plugins/",
              "plugin-socket-directory": ["/p/a", "/p/b"], "plugin-spec-directory": "/p/c", "plugin-timeout": 5,
            }
            """);

        errors.Should().BeEmpty();
        options.Hosts.Select(host => host.ToString()).Should().Equal("unix:///a.sock", "tcp://127.0.0.1:1");
        options.DataRoot.Should().Be("/a/data");
        options.ExecRoot.Should().Be("/b");
        options.LogLevel.Should().Be(LogLevel.Debug);
        options.IPForward.Should().BeFalse();
        options.AllowDirectRouting.Should().BeTrue();
        options.BridgeAcceptMark.Should().Be(new LibNetwork.PacketMark(1, 0xff));
        options.NamespacePool.Should().Be(3);
        options.DefaultAddressPools.Select(pool => $"{pool.Base} {pool.Size}").Should().Equal("10.10.0.0/16 24", "fd00::/48 64");
        (options.PredefinedNetworks, options.Bridge, options.BridgeAddress, options.BridgeRange).Should().Be((false, "lan0", "10.5.0.1/16", "10.5.1.0/24"));
        options.DefaultNetworkOptions.Should().BeEquivalentTo(new Dictionary<string, Dictionary<string, string>>
        {
            ["bridge"] = new() { ["com.docker.network.driver.mtu"] = "1400", ["x"] = "y=z" },
            ["macvlan"] = new() { ["parent"] = "eth0" },
        });
        options.DockerPlugins.Should().Equal(new DockerPlugin("dnet-bridge") { Driver = "bridge" }, new DockerPlugin("dnet") { Ipam = true });
        options.DockerPluginDirectory.Should().Be("/a/plugins");
        options.PluginDirectories.Sockets.Should().Equal("/p/a", "/p/b");
        options.PluginDirectories.Specs.Should().Equal("/p/c");
        options.PluginTimeout.Should().Be(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public void Everything_can_be_said_in_the_environment()
    {
        var (options, errors) = Read(environment: new()
        {
            ["DNETD_HOST"] = "unix:///a.sock, tcp://127.0.0.1:1",
            ["DNETD_DATA_ROOT"] = "/a",
            ["DNETD_EXEC_ROOT"] = "/b",
            ["DNETD_LOG_LEVEL"] = "warn",
            ["DNETD_IP_FORWARD"] = "false",
            ["DNETD_NAMESPACE_POOL"] = "4",
            ["DNETD_DEFAULT_ADDRESS_POOL"] = "base=10.0.0.0/8,size=24; base=172.16.0.0/12,size=20",
            ["DNETD_DOCKER_PLUGIN"] = "bridge=dnet, ipam=dnet",
            ["DNETD_DOCKER_PLUGIN_DIRECTORY"] = "/c",
            ["PATH"] = "/bin",
        });

        errors.Should().BeEmpty();
        options.Hosts.Should().HaveCount(2);
        options.DataRoot.Should().Be("/a");
        options.ExecRoot.Should().Be("/b");
        options.LogLevel.Should().Be(LogLevel.Warning);
        options.IPForward.Should().BeFalse();
        options.NamespacePool.Should().Be(4);
        options.DefaultAddressPools.Should().HaveCount(2);
        options.DockerPlugins.Should().Equal(new DockerPlugin("dnet") { Driver = "bridge", Ipam = true });
        options.DockerPluginDirectory.Should().Be("/c");
    }

    [Fact]
    public void A_flag_wins_over_a_variable_and_a_variable_over_the_file()
    {
        var (options, errors) = Read(
            flags: new() { ["data-root"] = ["/flag"] },
            environment: new() { ["DNETD_DATA_ROOT"] = "/variable", ["DNETD_EXEC_ROOT"] = "/variable", ["DNETD_LOG_LEVEL"] = "" },
            file: """{"data-root":"/file","exec-root":"/file","log-level":"error"}""");

        errors.Should().BeEmpty();
        (options.DataRoot, options.ExecRoot, options.LogLevel).Should().Be(("/flag", "/variable", LogLevel.Error));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_with_where_it_was_said()
    {
        var (_, errors) = Read(
            flags: new() { ["host"] = ["nowhere", "unix:///a", "unix:///a"], ["data-root"] = ["rel"], ["namespace-pool"] = ["257"] },
            environment: new() { ["DNETD_LOG_LEVEL"] = "loud", ["DNETD_IP_FORWARD"] = "maybe", ["DNETD_LOGLEVEL"] = "info" },
            file: """
                {"exec-root":"rel","bogus":1,"default-address-pool":["base=10.0.0.0/16,size=8","base=10.0.0.0/8,size=16","base=10.1.0.0/16,size=24","x",{"base":"1/8","size":8},{"base":"10.0.0.0/8","size":9,"x":1}],
                 "default-network-opt":["bridge","bridge=","=a=b","bridge=a=1","bridge=a=2"]}
                """);

        var file = Path.Combine(_directory, "dnetd.json");
        errors.Should().BeEquivalentTo(
            "--host: invalid host \"nowhere\": it must begin with unix:// or tcp://",
            "--host: \"unix:///a\" is given twice",
            "--data-root: \"rel\" is not an absolute path",
            "--namespace-pool: \"257\" is not a number from 0 to 256",
            "DNETD_LOG_LEVEL: \"loud\" is not one of trace, debug, info, warn, error, off",
            "DNETD_IP_FORWARD: \"maybe\" is neither true nor false",
            $"DNETD_LOGLEVEL: there is no such setting; there are {string.Join(", ", Settings.All.Select(setting => setting.Variable))}",
            $"{file}: unknown key \"bogus\"; there are {string.Join(", ", Settings.All.Select(setting => setting.Key))}",
            $"{file}: exec-root: \"rel\" is not an absolute path",
            $"{file}: default-address-pool: \"base=10.0.0.0/16,size=8\" has no size from 16 to 32",
            $"{file}: default-address-pool: \"base=10.1.0.0/16,size=24\" overlaps with 10.0.0.0/8",
            $"{file}: default-address-pool: \"x\" is not base=CIDR,size=N",
            $"{file}: default-address-pool: \"base=1/8,size=8\" has no base in CIDR form, such as 10.10.0.0/16",
            $"{file}: default-address-pool: \"base=10.0.0.0/8,size=9,x=1\" is not base=CIDR,size=N",
            $"{file}: default-network-opt: \"bridge\" is not DRIVER=KEY=VALUE, such as bridge=com.docker.network.driver.mtu=1400",
            $"{file}: default-network-opt: \"bridge=\" is not DRIVER=KEY=VALUE, such as bridge=com.docker.network.driver.mtu=1400",
            $"{file}: default-network-opt: \"=a=b\" is not DRIVER=KEY=VALUE, such as bridge=com.docker.network.driver.mtu=1400",
            $"{file}: default-network-opt: \"bridge=a=2\": a of bridge is given twice");
    }

    [Theory]
    [InlineData("""{"data-root":5}""", "data-root: expected a string")]
    [InlineData("""{"data-root":null}""", "data-root: expected a string")]
    [InlineData("""{"host":[1]}""", "host: expected a string or a list of strings")]
    [InlineData("""{"host":[["a"]]}""", "host: expected a string or a list of strings")]
    [InlineData("""{"ip-forward":"true"}""", "ip-forward: expected true or false")]
    [InlineData("""{"namespace-pool":"3"}""", "namespace-pool: expected a number")]
    [InlineData("""{"namespace-pool":1.5}""", "namespace-pool: \"1.5\" is not a number from 0 to 256")]
    [InlineData("""{"default-address-pool":{"base":[]}}""", "default-address-pool: expected a list of \"base=CIDR,size=N\"*")]
    [InlineData("""{"predefined-networks":"no"}""", "predefined-networks: expected true or false")]
    [InlineData("""{"bridge":"a-name-too-long-x"}""", "bridge: invalid interface name a-name-too-long-x: it is longer than 15 bytes")]
    [InlineData("""{"bip":"10.5.0.0/16"}""", "bip: \"10.5.0.0/16\" is not an IPv4 address with its prefix, such as 10.5.0.1/16")]
    [InlineData("""{"fixed-cidr":"10.5.1.0/24"}""", "fixed-cidr: \"10.5.1.0/24\" does not lie in the subnet of --bip")]
    [InlineData("""{"plugin-timeout":0}""", "plugin-timeout: \"0\" is not a number from 1 to 3600")]
    [InlineData("""{"plugin-spec-directory":"a"}""", "plugin-spec-directory: \"a\" is not an absolute path")]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("{", "invalid JSON: *")]
    [InlineData("""{"log-level":"info","log-level":"warn"}""", "invalid JSON: *")]
    [InlineData("", "invalid JSON: *")]
    public void A_file_that_is_wrong_is_told(string json, string error) => Read(file: json).Errors.Should().ContainSingle()
        .Which.Should().Match($"{_directory}/dnetd.json: {error}");

    [Fact]
    public void A_file_that_is_named_must_be_there()
    {
        var (_, errors) = Read(flags: new() { ["config-file"] = ["/nowhere/dnetd.json"] });
        errors.Should().Equal("/nowhere/dnetd.json: there is no such file");
    }

    [Fact]
    public void The_environment_may_name_the_file()
    {
        var path = Path.Combine(_directory, "other.json");
        File.WriteAllText(path, """{"data-root":"/other"}""");

        Read(environment: new() { ["DNETD_CONFIG_FILE"] = path }).Options.DataRoot.Should().Be("/other");
    }

    [Fact]
    public void Every_setting_has_help() => Settings.All.Should().OnlyContain(setting => setting.Description.Length > 0 && setting.ValueName.Length > 0);

    [Fact]
    public void The_default_host_is_the_clients_default() => new DaemonOptions().Hosts.Should().Equal(DaemonAddress.Default);

    private (DaemonOptions Options, List<string> Errors) Read(
        Dictionary<string, IReadOnlyList<string>>? flags = null, Dictionary<string, string>? environment = null, string? file = null)
    {
        flags ??= [];
        if (file is not null)
        {
            var path = Path.Combine(_directory, "dnetd.json");
            File.WriteAllText(path, file);
            flags["config-file"] = [path];
        }

        var errors = new List<string>();
        return (OptionSources.Read(flags, environment ?? [], errors), errors);
    }
}
