using System.Diagnostics;
using System.Net;
using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>Neighbours are told which MAC address an address has now (C-012, C-013); <c>tcpdump</c> in a neighbour is the witness.</summary>
public sealed class AnnouncementTests
{
    private static readonly IPAddress IPv4 = IPAddress.Parse("10.40.0.9");
    private static readonly IPAddress IPv6 = IPAddress.Parse("fd40::9");

    [Fact] // C-012, C-013
    public async Task As_often_as_asked_and_for_both_families()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await NetworkAsync(engine, messages: "2", interval: "200");
        await using var witness = await Witness.StartAsync((await ConnectAsync(engine, network, "witness")).Sandbox!);

        var endpoint = await ConnectAsync(engine, network, "web", IPv4, IPv6);

        var mac = string.Join(':', endpoint.MacAddress!.GetAddressBytes().Select(b => $"{b:x2}"));
        await witness.SawAsync(line => line.Contains($"{mac} > ff:ff:ff:ff:ff:ff") && line.Contains("Request who-has 10.40.0.9 tell 10.40.0.9"), 2);
        await witness.SawAsync(line => line.Contains($"{mac} > 33:33:00:00:00:01") && line.Contains("neighbor advertisement")
            && line.Contains("fd40::9 > ff02::1") && line.Contains("tgt is fd40::9") && line.Contains("[override]"), 2);
        witness.Log.Should().Contain("[icmp6 sum ok]").And.NotContain("bad icmp6 cksum");
    }

    [Fact] // C-012: what they are for
    public async Task A_neighbour_that_knew_the_address_under_another_MAC_address_reaches_its_new_holder_at_once()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await NetworkAsync(engine);
        var neighbour = await ConnectAsync(engine, network, "neighbour");
        using var inside = NetworkNamespace.Open(neighbour.Sandbox!.Key);
        var former = await ConnectAsync(engine, network, "former", IPv4, IPv6);
        TestHost.RunIn(inside, $"ping -nc1 -W4 {IPv4}; ping -nc1 -W4 {IPv6}");
        await former.DeleteAsync(force: true);

        var endpoint = await ConnectAsync(engine, network, "latter", IPv4, IPv6);

        var mac = string.Join(':', endpoint.MacAddress!.GetAddressBytes().Select(b => $"{b:x2}"));
        for (var i = 0; i < 100 && !(Neighbour(inside, IPv4).Contains(mac) && Neighbour(inside, IPv6).Contains(mac)); i++)
        {
            await Task.Delay(20);
        }

        Neighbour(inside, IPv4).Should().Contain(mac);
        Neighbour(inside, IPv6).Should().Contain(mac);
        TestHost.TryRunIn(inside, $"ping -nc1 -W1 {IPv4} && ping -nc1 -W1 {IPv6}").ExitCode.Should().Be(0);
    }

    [Theory] // C-012: an address that nobody had cannot be known under another MAC address, and quiet was asked for
    [InlineData(null, false)]
    [InlineData("0", true)]
    public async Task Nothing_is_sent_where_it_is_of_no_use_or_not_wanted(string? messages, bool hadAnother)
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await NetworkAsync(engine, messages, interval: "100");
        if (hadAnother)
        {
            await (await ConnectAsync(engine, network, "former", IPv4, IPv6)).DeleteAsync(force: true);
        }

        await using var witness = await Witness.StartAsync((await ConnectAsync(engine, network, "witness")).Sandbox!);
        var endpoint = await ConnectAsync(engine, network, "web", IPv4, IPv6);
        using var inside = NetworkNamespace.Open(endpoint.Sandbox!.Key);
        TestHost.RunIn(inside, "sleep 0.5; ping -nc1 -W4 10.40.0.1");

        await witness.SawAsync(line => line.Contains("who-has 10.40.0.1 tell 10.40.0.9"), 1);
        witness.Log.Should().NotContain("who-has 10.40.0.9 tell 10.40.0.9").And.NotContain("neighbor advertisement");
    }

    [Fact]
    public async Task A_leave_ends_it_and_does_not_wait()
    {
        await using var engine = await EngineHost.StartAsync();
        var network = await NetworkAsync(engine, messages: "3", interval: "2000");
        await using var witness = await Witness.StartAsync((await ConnectAsync(engine, network, "witness")).Sandbox!);
        var endpoint = await ConnectAsync(engine, network, "web", IPv4);
        await witness.SawAsync(line => line.Contains("who-has 10.40.0.9 tell 10.40.0.9"), 1);
        var time = Stopwatch.StartNew();

        await endpoint.Sandbox!.DeleteAsync();

        time.Elapsed.Should().BeLessThan(TimeSpan.FromSeconds(1.5));
        await Task.Delay(2200);
        witness.Count(line => line.Contains("who-has 10.40.0.9 tell 10.40.0.9")).Should().Be(1);
    }

    [Fact] // C-012, C-013
    public async Task Numbers_out_of_range_are_refused_together()
    {
        await using var engine = await EngineHost.StartAsync();

        var refusal = (await FluentActions.Awaiting(() => NetworkAsync(engine, messages: "4", interval: "99")).Should().ThrowAsync<NetworkException>()).Which;

        refusal.Kind.Should().Be(ErrorKind.InvalidParameter);
        refusal.Message.Should().Contain("com.docker.network.advertise_addr_nmsgs must be in the range 0 to 3")
            .And.Contain("com.docker.network.advertise_addr_ms must be in the range 100 to 2000");
        engine.Host.LinkNames().Should().Equal("lo");
    }

    private static async Task<Network> NetworkAsync(EngineHost engine, string? messages = null, string? interval = null)
    {
        var options = new Dictionary<string, string>();
        if (messages is not null)
        {
            options["com.docker.network.advertise_addr_nmsgs"] = messages;
        }

        if (interval is not null)
        {
            options["com.docker.network.advertise_addr_ms"] = interval;
        }

        return await engine.Controller.CreateNetworkAsync(new NetworkConfig
        {
            Name = "net",
            EnableIPv6 = true,
            IpamPools = [new IpamPoolConfig { Subnet = "10.40.0.0/24" }, new IpamPoolConfig { Subnet = "fd40::/64" }],
            DriverOptions = options,
        });
    }

    private static async Task<Endpoint> ConnectAsync(EngineHost engine, Network network, string name, IPAddress? ipv4 = null, IPAddress? ipv6 = null) =>
        await network.ConnectAsync(await engine.SandboxAsync(name), new EndpointConfig { Name = name, IPv4Address = ipv4, IPv6Address = ipv6 });

    private static string Neighbour(NetworkNamespace inside, IPAddress address) => TestHost.RunIn(inside, $"ip neigh show {address}");

    /// <summary><c>tcpdump</c> in a sandbox: ARP, and neighbour discovery.</summary>
    private sealed class Witness : IAsyncDisposable
    {
        private readonly Process _process;
        private readonly List<string> _lines = [];

        private Witness(Sandbox sandbox)
        {
            var start = new ProcessStartInfo("nsenter") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var argument in (string[])[$"--net={sandbox.Key}", "tcpdump", "-lnevvi", "eth0", "arp or icmp6"])
            {
                start.ArgumentList.Add(argument);
            }

            _process = new Process { StartInfo = start };
            _process.OutputDataReceived += Note;
            _process.ErrorDataReceived += Note;
            _process.Start();
            _process.BeginOutputReadLine();
            _process.BeginErrorReadLine();
        }

        // With -vv a packet goes on in lines that begin with a blank.
        public string Log
        {
            get
            {
                lock (_lines)
                {
                    return string.Join('\n', _lines).Replace("\n\t", " ", StringComparison.Ordinal).Replace("\n   ", " ", StringComparison.Ordinal);
                }
            }
        }

        public static async Task<Witness> StartAsync(Sandbox sandbox)
        {
            var witness = new Witness(sandbox);
            await witness.SawAsync(line => line.Contains("listening on eth0"), 1);
            return witness;
        }

        public int Count(Func<string, bool> match) => Log.Split('\n').Count(match);

        public async Task SawAsync(Func<string, bool> match, int times)
        {
            for (var i = 0; i < 400 && Count(match) < times; i++)
            {
                await Task.Delay(20);
            }

            Count(match).Should().Be(times, "of {0}", Log);
        }

        public async ValueTask DisposeAsync()
        {
            _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        private void Note(object sender, DataReceivedEventArgs line)
        {
            lock (_lines)
            {
                if (line.Data is not null)
                {
                    _lines.Add(line.Data);
                }
            }
        }
    }
}
