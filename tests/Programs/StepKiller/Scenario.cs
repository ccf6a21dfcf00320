using LibNetwork;

namespace StepKiller;

/// <summary>An operation of the engine, and what must be there for it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PrepareAsync">Makes what it needs.</param>
/// <param name="RunAsync">Does it; null when starting the engine is what is looked at.</param>
internal sealed record Scenario(string Name, Func<NetworkController, Task> PrepareAsync, Func<NetworkController, Task>? RunAsync)
{
    private static readonly AsyncLocal<string?> s_driver = new();

    /// <summary>Every operation there is.</summary>
    internal static IReadOnlyList<Scenario> All { get; } =
    [
        new("create a network", Nothing, engine => NetworkAsync(engine, "net", 1)),
        new("create a network with IPv6", Nothing, engine => NetworkAsync(engine, "net", 1, v6: true)),
        new("create an internal network", Nothing, engine => NetworkAsync(engine, "net", 1, isInternal: true)),
        new("delete a network", engine => NetworkAsync(engine, "net", 1, v6: true), engine => engine.GetNetwork("net").DeleteAsync().AsTask()),
        new("create a sandbox", Nothing, engine => SandboxAsync(engine)),
        new("delete a sandbox", engine => SandboxAsync(engine), engine => engine.GetSandbox("box").DeleteAsync().AsTask()),
        new("create an endpoint", engine => NetworkAsync(engine, "net", 1), engine => EndpointAsync(engine, "net")),
        new("delete an endpoint", WithEndpointAsync, engine => engine.GetEndpoint("box").DeleteAsync().AsTask()),
        new("connect", WithSandboxAsync, engine => ConnectAsync(engine, "net")),
        new("connect to a second network", WithTwoNetworksAsync, engine => ConnectAsync(engine, "other", priority: 1)),
        new("disconnect", ConnectedAsync, engine => DisconnectAsync(engine, "net")),
        new("disconnect from the network with the way out", TwiceConnectedAsync, engine => DisconnectAsync(engine, "other")),
        new("join", WithEndpointAsync, engine => engine.GetEndpoint("box").JoinAsync(engine.GetSandbox("box")).AsTask()),
        new("leave", ConnectedAsync, engine => engine.GetEndpoint("box").LeaveAsync().AsTask()),
        new("delete a joined endpoint", ConnectedAsync, engine => engine.GetEndpoint("box").DeleteAsync(force: true).AsTask()),
        new("delete a sandbox on two networks", TwiceConnectedAsync, engine => engine.GetSandbox("box").DeleteAsync().AsTask()),
        new("start", TwiceConnectedAsync, RunAsync: null),
    ];

    /// <summary>Has networks made with another driver than bridge, in what the caller does from here on.</summary>
    internal static void UseDriver(string driver) => s_driver.Value = driver;

    private static Task Nothing(NetworkController engine) => Task.CompletedTask;

    private static async Task NetworkAsync(NetworkController engine, string name, int number, bool v6 = false, bool isInternal = false) =>
        await engine.CreateNetworkAsync(new NetworkConfig
        {
            Name = name,
            Driver = s_driver.Value ?? "bridge",
            EnableIPv6 = v6,
            Internal = isInternal,
            IpamPools = [new IpamPoolConfig { Subnet = $"10.{number}.0.0/24" }, .. v6 ? [new IpamPoolConfig { Subnet = $"fd{number:x2}::/64" }] : (IpamPoolConfig[])[]],
        });

    private static async Task SandboxAsync(NetworkController engine) => await engine.CreateSandboxAsync(new SandboxConfig { Name = "box" });

    private static async Task EndpointAsync(NetworkController engine, string network) =>
        await engine.GetNetwork(network).CreateEndpointAsync(new EndpointConfig { Name = "box" });

    private static async Task ConnectAsync(NetworkController engine, string network, int priority = 0) =>
        await engine.GetNetwork(network).ConnectAsync(engine.GetSandbox("box"), new EndpointConfig { Name = network == "net" ? "box" : "box-" + network, GatewayPriority = priority });

    private static Task DisconnectAsync(NetworkController engine, string network) => engine.GetNetwork(network).DisconnectAsync(engine.GetSandbox("box")).AsTask();

    private static async Task WithSandboxAsync(NetworkController engine)
    {
        await NetworkAsync(engine, "net", 1, v6: true);
        await SandboxAsync(engine);
    }

    private static async Task WithEndpointAsync(NetworkController engine)
    {
        await WithSandboxAsync(engine);
        await EndpointAsync(engine, "net");
    }

    private static async Task ConnectedAsync(NetworkController engine)
    {
        await WithSandboxAsync(engine);
        await ConnectAsync(engine, "net");
    }

    private static async Task WithTwoNetworksAsync(NetworkController engine)
    {
        await ConnectedAsync(engine);
        await NetworkAsync(engine, "other", 2);
    }

    private static async Task TwiceConnectedAsync(NetworkController engine)
    {
        await WithTwoNetworksAsync(engine);
        await ConnectAsync(engine, "other", priority: 1);
    }
}
