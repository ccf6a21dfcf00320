using System.Text.Json;
using System.Text.Json.Nodes;
using LibNetwork.IntegrationTests.Daemon;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>The daemon that serves Docker is killed in the middle of its work.</summary>
public sealed class ServedKillTests
{
    private const int Kills = 25;
    private const int Workers = 3;

    /// <summary>What was answered is there after the next start; what was not can be asked for again or taken away; in the end nothing is left.</summary>
    [Fact]
    public async Task Killed_at_random_moments_under_load_it_forgets_nothing_and_leaves_nothing()
    {
        var random = new Random(20261124);
        await using var host = await TestHost.CreateAsync();
        string[] served = ["--docker-plugin-directory", host.Root, "--docker-plugin", "bridge=docker", "--docker-plugin", "ipam=docker"];
        var lives = Enumerable.Range(0, Workers).Select(number => new DockerLife(Path.Combine(host.Root, "docker.sock"), number)).ToList();
        for (var kill = 0; kill < Kills; kill++)
        {
            await using var daemon = await DaemonProcess.StartAsync(host, served);
            foreach (var life in lives)
            {
                await life.AssertRememberedAsync(host);
            }

            var load = lives.Select(life => Task.Run(life.LiveAsync)).ToArray();
            await Task.Delay(random.Next(20, 500));
            await daemon.EndAsync("KILL");
            await Task.WhenAll(load);
        }

        lives.Sum(life => life.Answered).Should().BeGreaterThan(Kills * 2, "a daemon that is killed idle proves nothing");
        await using var last = await DaemonProcess.StartAsync(host, served);
        foreach (var life in lives)
        {
            await life.AssertRememberedAsync(host);
            await life.EndAsync();
        }

        (await last.Client.GetInfoAsync()).ServedNetworks.Should().Be(0);
        await ServedBridgeTests.EventuallyAsync(() => host.LinkNames().SequenceEqual(["lo"]));
        var pool = await lives[0].Docker.OkAsync("IpamDriver.RequestPool", new JsonObject { ["AddressSpace"] = "LocalDefault", ["Pool"] = "10.0.0.0/8" });
        await lives[0].Docker.OkAsync("IpamDriver.ReleasePool", new JsonObject { ["PoolID"] = pool.GetProperty("PoolID").GetString() });
        await last.EndAsync("TERM");
        host.AssertNothingLeft();
    }

    /// <summary>One network's life over and over: each step is asked for again until it is answered, as a careful owner does.</summary>
    private sealed class DockerLife(string socket, int number)
    {
        private readonly string _endpoint = $"e{number}".PadRight(64, '0');
        private const int Steps = 9;

        private int _step;
        private int _round;

        // Docker names each network anew.
        private string Network => $"{number}{_round:x5}".PadRight(64, 'd');

        private string PoolId => $"LocalDefault/10.{number}.0.0/24";

        private string HostLink => $"veth{_endpoint[..11]}";

        public PluginClient Docker { get; } = new(socket);

        public int Answered { get; private set; }

        /// <summary>Goes on until nobody answers.</summary>
        public async Task LiveAsync()
        {
            try
            {
                while (true)
                {
                    await StepAsync(_step);
                    Answered++;
                    _step = (_step + 1) % Steps;
                    _round += _step == 0 ? 1 : 0;
                }
            }
            catch (HttpRequestException)
            {
                // The daemon is dead.
            }
        }

        /// <summary>After a start: what was answered is so, and the step that was cut short is taken back, so that it can be taken again.</summary>
        public async Task AssertRememberedAsync(TestHost host)
        {
            var links = host.LinkNames();
            if (_step is >= 1 and <= 7)
            {
                (await Docker.CallAsync("IpamDriver.RequestPool", PoolRequest())).Status.Should().NotBe(200, "the pool is held");
            }

            if (_step is >= 2 and <= 6)
            {
                links.Should().Contain($"br-{Network[..12]}", "step {0} was cut short", _step);
                (await Docker.CallAsync("NetworkDriver.CreateNetwork", PluginClient.Network(Network, number))).Status.Should().Be(409);
            }

            if (_step is >= 3 and <= 5)
            {
                await Docker.OkAsync("NetworkDriver.EndpointOperInfo", PluginClient.Endpoint(Network, _endpoint));
            }

            if (_step == 4)
            {
                links.Should().Contain(HostLink);
            }

            if (_step is 0 or 1 or 2 or >= 6)
            {
                links.Should().NotContain(HostLink);
            }

            if (Takeback(_step) is { } undo)
            {
                await Docker.OkAsync(undo.Method, undo.Request);
            }
        }

        /// <summary>Takes away whatever is left.</summary>
        public async Task EndAsync()
        {
            await Docker.OkAsync("NetworkDriver.Leave", PluginClient.Endpoint(Network, _endpoint));
            await Docker.OkAsync("NetworkDriver.DeleteEndpoint", PluginClient.Endpoint(Network, _endpoint));
            await Docker.OkAsync("NetworkDriver.DeleteNetwork", new JsonObject { ["NetworkID"] = Network });
            await Docker.OkAsync("IpamDriver.ReleasePool", new JsonObject { ["PoolID"] = PoolId });
        }

        private Task<JsonElement> StepAsync(int step) => step switch
        {
            0 => Docker.OkAsync("IpamDriver.RequestPool", PoolRequest()),
            1 => Docker.OkAsync("NetworkDriver.CreateNetwork", PluginClient.Network(Network, number)),
            2 => Docker.OkAsync("NetworkDriver.CreateEndpoint", PluginClient.CreateEndpoint(Network, _endpoint, $"10.{number}.0.2/24")),
            3 => Docker.OkAsync("NetworkDriver.Join", PluginClient.Join(Network, _endpoint, "/nowhere")),
            4 => Docker.OkAsync("NetworkDriver.EndpointOperInfo", PluginClient.Endpoint(Network, _endpoint)),
            5 => Docker.OkAsync("NetworkDriver.Leave", PluginClient.Endpoint(Network, _endpoint)),
            6 => Docker.OkAsync("NetworkDriver.DeleteEndpoint", PluginClient.Endpoint(Network, _endpoint)),
            7 => Docker.OkAsync("NetworkDriver.DeleteNetwork", new JsonObject { ["NetworkID"] = Network }),
            _ => Docker.OkAsync("IpamDriver.ReleasePool", new JsonObject { ["PoolID"] = PoolId }),
        };

        // A removal need not be taken back: it may be asked for again.
        private (string Method, JsonObject Request)? Takeback(int step) => step switch
        {
            0 => ("IpamDriver.ReleasePool", new JsonObject { ["PoolID"] = PoolId }),
            1 => ("NetworkDriver.DeleteNetwork", new JsonObject { ["NetworkID"] = Network }),
            2 => ("NetworkDriver.DeleteEndpoint", PluginClient.Endpoint(Network, _endpoint)),
            3 => ("NetworkDriver.Leave", PluginClient.Endpoint(Network, _endpoint)),
            _ => null,
        };

        private JsonObject PoolRequest() => new() { ["AddressSpace"] = "LocalDefault", ["Pool"] = $"10.{number}.0.0/24" };
    }
}
