using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Model;

/// <summary>What there should be after operations that several callers made at once.</summary>
/// <remarks>Each caller has sandboxes and endpoints of its own, so that it knows what must come of each of its operations; networks are shared, and
/// an operation on one that another caller is deleting may be refused.</remarks>
internal sealed class EngineModel
{
    internal const int Callers = 3;

    private readonly string _driver;
    private readonly Caller[] _callers;
    private int _operations;

    internal EngineModel(string driver)
    {
        _driver = driver;
        _callers = [.. Enumerable.Range(0, Callers).Select(number => new Caller(this, number))];
    }

    /// <summary>How many operations were carried out or refused.</summary>
    internal int Operations => _operations;

    /// <summary>Carries out the operations of each caller in order, the callers at once.</summary>
    internal Task RunAsync(NetworkController engine, IReadOnlyList<IReadOnlyList<EngineOperation>> operations) =>
        Task.WhenAll(operations.Select((list, number) => Task.Run(async () =>
        {
            foreach (var operation in list)
            {
                await _callers[number].RunAsync(engine, operation);
                Interlocked.Increment(ref _operations);
            }
        })));

    /// <summary>The engine has what the callers were told, and nothing else.</summary>
    internal void AssertEngine(NetworkController engine)
    {
        engine.Networks.Select(network => network.Name).Should().BeEquivalentTo(_callers.SelectMany(caller => caller.Networks));
        engine.Sandboxes.Select(sandbox => sandbox.Name).Should().BeEquivalentTo(_callers.SelectMany(caller => caller.Sandboxes));
        engine.Endpoints.Select(endpoint => (endpoint.Name, endpoint.Network.Name, endpoint.Sandbox?.Name))
            .Should().BeEquivalentTo(_callers.SelectMany(caller => caller.Endpoints.Select(endpoint => (endpoint.Key.Name, endpoint.Key.Network, endpoint.Value))));
        foreach (var network in engine.Networks)
        {
            network.Endpoints.Select(endpoint => endpoint.Address).Should().OnlyHaveUniqueItems();
        }

        foreach (var sandbox in engine.Sandboxes)
        {
            sandbox.Endpoints.Should().BeEquivalentTo(engine.Endpoints.Where(endpoint => endpoint.Sandbox == sandbox));
            sandbox.Endpoints.Select(endpoint => endpoint.InterfaceName).Should().OnlyHaveUniqueItems();
        }
    }

    /// <summary>Takes everything away.</summary>
    internal async Task DeleteAllAsync(NetworkController engine)
    {
        foreach (var sandbox in engine.Sandboxes)
        {
            await sandbox.DeleteAsync();
        }

        foreach (var endpoint in engine.Endpoints)
        {
            await endpoint.DeleteAsync();
        }

        foreach (var network in engine.Networks)
        {
            await network.DeleteAsync();
        }
    }

    private sealed class Caller(EngineModel model, int number)
    {
        internal HashSet<string> Networks { get; } = [];

        internal HashSet<string> Sandboxes { get; } = [];

        /// <summary>The sandbox that has joined, or null, by the endpoint's name and network.</summary>
        internal Dictionary<(string Name, string Network), string?> Endpoints { get; } = [];

        internal async Task RunAsync(NetworkController engine, EngineOperation operation)
        {
            var sandbox = $"s{number}{operation.Sandbox}";
            var network = $"n{operation.Network}";
            var endpoint = (Name: $"plug-{number}{operation.Sandbox}", Network: network);
            var joined = Endpoints.GetValueOrDefault(endpoint);
            var exists = Endpoints.ContainsKey(endpoint);
            switch (operation.Verb)
            {
                case EngineVerb.CreateNetwork when operation.Network % Callers == number:
                    if (await TryAsync(!Networks.Contains(network), async () => await engine.CreateNetworkAsync(NetworkConfig(operation.Network))))
                    {
                        Networks.Add(network);
                    }

                    break;
                case EngineVerb.DeleteNetwork when operation.Network % Callers == number:
                    // Others may be on it.
                    if (await TryAsync(Networks.Contains(network) ? null : false, async () => await engine.GetNetwork(network).DeleteAsync()))
                    {
                        Networks.Remove(network);
                    }

                    break;
                case EngineVerb.CreateSandbox:
                    if (await TryAsync(!Sandboxes.Contains(sandbox), async () => await engine.CreateSandboxAsync(new SandboxConfig { Name = sandbox })))
                    {
                        Sandboxes.Add(sandbox);
                    }

                    break;
                case EngineVerb.DeleteSandbox:
                    if (await TryAsync(Sandboxes.Contains(sandbox), async () => await engine.GetSandbox(sandbox).DeleteAsync()))
                    {
                        Sandboxes.Remove(sandbox);
                        foreach (var gone in Endpoints.Where(e => e.Value == sandbox).Select(e => e.Key).ToList())
                        {
                            Endpoints.Remove(gone);
                        }
                    }

                    break;
                case EngineVerb.CreateEndpoint:
                    if (await TryAsync(exists ? false : null, async () => await engine.GetNetwork(network).CreateEndpointAsync(new EndpointConfig { Name = endpoint.Name })))
                    {
                        Endpoints[endpoint] = null;
                    }

                    break;
                case EngineVerb.DeleteEndpoint:
                    if (await TryAsync(exists && joined is null, async () => await Find(engine, endpoint).DeleteAsync()))
                    {
                        Endpoints.Remove(endpoint);
                    }

                    break;
                case EngineVerb.Connect:
                    if (await TryAsync(exists || !Sandboxes.Contains(sandbox) ? false : null,
                        async () => await engine.GetNetwork(network).ConnectAsync(engine.GetSandbox(sandbox), new EndpointConfig { Name = endpoint.Name })))
                    {
                        Endpoints[endpoint] = sandbox;
                    }

                    break;
                case EngineVerb.Disconnect:
                    if (await TryAsync(joined == sandbox, async () => await engine.GetNetwork(network).DisconnectAsync(engine.GetSandbox(sandbox))))
                    {
                        Endpoints.Remove(endpoint);
                    }

                    break;
                case EngineVerb.Join:
                    if (await TryAsync(exists && joined is null && Sandboxes.Contains(sandbox), async () => await Find(engine, endpoint).JoinAsync(engine.GetSandbox(sandbox))))
                    {
                        Endpoints[endpoint] = sandbox;
                    }

                    break;
                case EngineVerb.Leave:
                    if (await TryAsync(joined is not null, async () => await Find(engine, endpoint).LeaveAsync()))
                    {
                        Endpoints[endpoint] = null;
                    }

                    break;
                default:
                    break; // Another caller's network.
            }
        }

        private NetworkConfig NetworkConfig(int network) => new()
        {
            Name = $"n{network}",
            Driver = model._driver,
            EnableIPv6 = network % 2 == 0,
            IpamPools = [new IpamPoolConfig { Subnet = $"10.{40 + network}.0.0/24" }, .. network % 2 == 0 ? [new IpamPoolConfig { Subnet = $"fd{40 + network}::/64" }] : (IpamPoolConfig[])[]],
        };

        private static Endpoint Find(NetworkController engine, (string Name, string Network) endpoint) => engine.GetEndpoint($"{endpoint.Name}.{endpoint.Network}");

        /// <summary>Does it; it must succeed or be refused as expected, or either when that depends on others.</summary>
        private static async Task<bool> TryAsync(bool? expected, Func<Task> act)
        {
            try
            {
                await act();
                expected.Should().NotBe(false, "it should have been refused");
                return true;
            }
            catch (NetworkException refused)
            {
                expected.Should().NotBe(true, refused.ToString());
                refused.Kind.Should().NotBe(ErrorKind.Internal, refused.ToString());
                return false;
            }
        }
    }
}
