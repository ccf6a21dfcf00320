using System.Text.RegularExpressions;
using LibNetwork.Api;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Crash;

public sealed partial class KillTests
{
    private const int Kills = 50;

    /// <summary>What the daemon was doing when it died is either done or undone after the next start, and the kernel agrees.</summary>
    [Fact]
    public async Task Killed_at_fifty_random_moments_under_load_it_leaves_nothing_without_an_owner()
    {
        var random = new Random(20261124);
        var host = await TestHost.CreateAsync();
        await using var cleanup = host;
        var changes = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var daemon = await Daemon.StartAsync(host);
            await AssertKernelMatchesAsync(host, daemon.Client);
            var load = Enumerable.Range(0, 3).Select(worker => Task.Run(() => LoadAsync(daemon.Client, random.Next(), worker))).ToArray();
            await Task.Delay(random.Next(5, 300));
            daemon.Kill();
            changes += (await Task.WhenAll(load)).Sum();
        }

        changes.Should().BeGreaterThan(Kills * 4, "a daemon that is killed idle proves nothing");

        using var last = await Daemon.StartAsync(host);
        await AssertKernelMatchesAsync(host, last.Client);
        await DeleteAllAsync(last.Client);
        await EventuallyAsync(() => host.LinkNames().SequenceEqual(["lo"]), "every link is gone");
        host.PinsInExecRoot().Should().BeEmpty();
        await AssertPoolIsFreeAsync(last.Client);
    }

    /// <summary>Connections of sandboxes that run go on while the daemon is dead, and after it came back.</summary>
    [Fact]
    public async Task A_connection_between_two_sandboxes_outlives_the_daemon_and_a_repair()
    {
        await using var host = await TestHost.CreateAsync();
        var daemon = await Daemon.StartAsync(host);
        await daemon.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "net" });
        foreach (var name in new[] { "one", "two" })
        {
            await daemon.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = name });
            await daemon.Client.ConnectAsync("net", new NetworkConnectRequest { Container = name });
        }

        var one = await daemon.Client.InspectSandboxAsync("one");
        var two = await daemon.Client.InspectSandboxAsync("two");
        var target = two.Endpoints[0].IPv4Address.Split('/')[0];
        using var client = NetworkNamespace.Open(one.Key);
        using var server = NetworkNamespace.Open(two.Key);
        var seen = Path.Combine(host.Root, "seen");
        var listening = Task.Run(() => TestHost.TryRunIn(server, $"timeout 60 nc -l -p 7000 > {seen}"));
        await EventuallyAsync(() => TestHost.TryRunIn(server, "ss -Hltn sport = :7000").Output.Length > 0, "the server listens");
        var sending = Task.Run(() => TestHost.TryRunIn(client, $"(for i in $(seq 1 60); do echo $i; sleep 0.1; done) | timeout 60 nc -q 1 {target} 7000"));
        await EventuallyAsync(() => File.Exists(seen) && new FileInfo(seen).Length > 0, "the first line arrives");

        daemon.Kill();
        daemon.Dispose();
        using var again = await Daemon.StartAsync(host);

        // One of the two loses its way out meanwhile; what puts it back leaves the connection alone.
        TestHost.RunIn(client, "ip route del default");
        (await again.Client.RepairAsync()).Should().ContainSingle().Which.State.Should().Be("repaired");
        TestHost.RunIn(client, "ip route").Should().Contain("default via");
        sending.IsCompleted.Should().BeFalse("the connection is open over kill, start and repair");
        (await sending).ExitCode.Should().Be(0);
        await listening;
        File.ReadAllLines(seen).Should().Equal(Enumerable.Range(1, 60).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await DeleteAllAsync(again.Client);
    }

    /// <summary>Answers how many changes were made.</summary>
    private static async Task<int> LoadAsync(DnetClient client, int seed, int worker)
    {
        var random = new Random(seed);
        var changes = 0;
        for (var step = 0; step < 500; step++)
        {
            try
            {
                await StepAsync(client, random, worker);
                changes++;
            }
            catch (DnetException refused) when (refused.Status is not null)
            {
                // Not there, or there already: the steps are random.
            }
            catch (DnetException)
            {
                break; // The daemon is dead.
            }
        }

        return changes;
    }

    private static Task StepAsync(DnetClient client, Random random, int worker)
    {
        var sandbox = $"s{worker}-{random.Next(3)}";
        var network = $"n{random.Next(3)}";
        return random.Next(8) switch
        {
            0 => client.CreateNetworkAsync(new NetworkCreateRequest { Name = network, EnableIPv6 = true }),
            1 => client.DeleteNetworkAsync(network),
            2 or 3 => client.CreateSandboxAsync(new SandboxCreateRequest { Name = sandbox }),
            4 => client.DeleteSandboxAsync(sandbox),
            5 or 6 => client.ConnectAsync(network, new NetworkConnectRequest { Container = sandbox }),
            _ => client.DisconnectAsync(network, new NetworkDisconnectRequest { Container = sandbox }),
        };
    }

    /// <summary>Every link, namespace, table element and address in the kernel belongs to something the daemon knows, and the reverse.</summary>
    private static async Task AssertKernelMatchesAsync(TestHost host, DnetClient client)
    {
        var networks = await client.ListNetworksAsync();
        var endpoints = await client.ListEndpointsAsync();
        var sandboxes = await client.ListSandboxesAsync();

        var links = networks.Select(network => $"br-{network.Id[..12]}")
            .Concat(endpoints.Where(endpoint => endpoint.SandboxId.Length > 0).Select(endpoint => $"veth{endpoint.Id[..11]}")).Append("lo");
        await EventuallyAsync(() => host.LinkNames().Order().SequenceEqual(links.Order()), $"the links are {string.Join(' ', links)}");
        host.PinsInExecRoot().Should().BeEquivalentTo(sandboxes.Select(sandbox => sandbox.Key));

        var table = host.Run("nft list ruleset");
        foreach (var network in networks)
        {
            table.Should().Contain($"br-{network.Id[..12]}");
        }

        Bridges().Matches(table).Select(match => match.Value).Distinct()
            .Should().BeSubsetOf(networks.Select(network => $"br-{network.Id[..12]}"));
        foreach (var sandbox in sandboxes)
        {
            using var inside = NetworkNamespace.Open(sandbox.Key);
            var addresses = TestHost.RunIn(inside, "ip -br addr");
            foreach (var endpoint in sandbox.Endpoints)
            {
                addresses.Should().Contain($"{endpoint.InterfaceName}@").And.Contain(endpoint.IPv4Address).And.Contain(endpoint.IPv6Address);
            }
        }

        endpoints.Select(endpoint => endpoint.IPv4Address).Should().OnlyHaveUniqueItems();
    }

    /// <summary>Nothing is taken any more: the whole of a small network can be handed out.</summary>
    private static async Task AssertPoolIsFreeAsync(DnetClient client)
    {
        await client.CreateNetworkAsync(new NetworkCreateRequest { Name = "first" });
        (await client.InspectNetworkAsync("first")).Ipam!.Config![0].Subnet.Should().Be("172.17.0.0/16", "the first of the predefined pools is free again");
        await client.DeleteNetworkAsync("first");
    }

    private static async Task DeleteAllAsync(DnetClient client)
    {
        foreach (var sandbox in await client.ListSandboxesAsync())
        {
            await client.DeleteSandboxAsync(sandbox.Id);
        }

        foreach (var endpoint in await client.ListEndpointsAsync())
        {
            await client.DeleteEndpointAsync(endpoint.Id, force: true);
        }

        foreach (var network in await client.ListNetworksAsync())
        {
            await client.DeleteNetworkAsync(network.Id);
        }
    }

    private static async Task EventuallyAsync(Func<bool> condition, string what)
    {
        for (var attempt = 0; attempt < 400; attempt++)
        {
            if (condition())
            {
                return;
            }

            await Task.Delay(25);
        }

        condition().Should().BeTrue(what);
    }

    [GeneratedRegex("br-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bridges();
}
