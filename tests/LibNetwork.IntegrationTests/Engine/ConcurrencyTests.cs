using LibNetwork.DriverApi;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Store;

namespace LibNetwork.IntegrationTests.Engine;

public sealed class ConcurrencyTests
{
    /// <summary>Each worker does what it likes to objects that all share, and is refused now and then; no refusal may be of an
    /// unexpected kind, and in the end everything is accounted for.</summary>
    [Fact]
    public async Task Whatever_many_do_at_once_addresses_stay_unique_and_nothing_is_left()
    {
        await using var engine = await EngineHost.StartAsync();
        await engine.NetworkAsync("n0", "pair", "10.20.0.0/26");
        await engine.NetworkAsync("n1", "bridge", "10.21.0.0/26", "fd21::/64");
        var unexpected = new List<string>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            for (var step = 0; step < 60; step++)
            {
                try
                {
                    await StepAsync(engine.Controller, random);
                }
                catch (NetworkException refused) when (refused.Kind is ErrorKind.Conflict or ErrorKind.NotFound or ErrorKind.Forbidden)
                {
                    // Somebody else was there first.
                }
                catch (Exception failure)
                {
                    lock (unexpected)
                    {
                        unexpected.Add(failure.ToString());
                    }
                }
            }
        })));
        unexpected.Should().BeEmpty();

        var endpoints = engine.Controller.Endpoints;
        endpoints.Select(endpoint => endpoint.Address).Should().OnlyHaveUniqueItems();
        foreach (var sandbox in engine.Controller.Sandboxes)
        {
            using var inside = NetworkNamespace.Open(sandbox.Key);
            TestHost.JsonIn(inside, "ip -j link").EnumerateArray().Select(link => link.GetProperty("ifname").GetString())
                .Where(name => name != "lo" && !name!.StartsWith("gone-", StringComparison.Ordinal)) // on its way out, the reaper has it
                .Should().BeEquivalentTo(sandbox.Endpoints.Select(endpoint => endpoint.InterfaceName));
        }

        foreach (var sandbox in engine.Controller.Sandboxes)
        {
            await sandbox.DeleteAsync();
        }

        foreach (var endpoint in engine.Controller.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        foreach (var network in engine.Controller.Networks)
        {
            await network.DeleteAsync();
        }

        await engine.Controller.DisposeAsync();
        engine.Host.AssertNothingLeft();
        using var store = SqliteRecordStore.Open(Path.Combine(engine.Host.DataRoot, "dnet.db"));
        store.Load().Should().BeEmpty();
    }

    private static async Task StepAsync(NetworkController controller, Random random)
    {
        var sandboxName = $"s{random.Next(4)}";
        var network = controller.GetNetwork($"n{random.Next(2)}");
        switch (random.Next(6))
        {
            case 0:
                await controller.CreateSandboxAsync(new SandboxConfig { Name = sandboxName });
                break;
            case 1:
                await controller.GetSandbox(sandboxName).DeleteAsync();
                break;
            case 2:
                await network.ConnectAsync(controller.GetSandbox(sandboxName), new EndpointConfig { Name = $"e{random.Next(6)}", GatewayPriority = random.Next(3) });
                break;
            case 3:
                await network.DisconnectAsync(controller.GetSandbox(sandboxName));
                break;
            case 4:
                await network.CreateEndpointAsync(new EndpointConfig { Name = $"spare{random.Next(3)}" });
                break;
            default:
                await controller.GetEndpoint($"spare{random.Next(3)}.{network.Name}").DeleteAsync(force: true);
                break;
        }
    }
}
