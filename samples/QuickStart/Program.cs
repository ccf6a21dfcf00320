using LibNetwork;

// The engine. With a DataRoot its networks would outlive this process; without one they end with it.
await using NetworkController controller = await NetworkController.StartAsync(
    new NetworkControllerOptions { ExecRoot = "/run/quickstart" });

// A network: a bridge in the kernel, with IPv4 and IPv6 addresses to hand out.
Network network = await controller.CreateNetworkAsync(new NetworkConfig { Name = "web", EnableIPv6 = true });

// A sandbox: the network namespace of a container. So far there is nothing in it but a loopback.
Sandbox server = await controller.CreateSandboxAsync(new SandboxConfig { Name = "server" });

// An endpoint: a place on the network. Joining puts its interface into the sandbox.
Endpoint endpoint = await network.CreateEndpointAsync(new EndpointConfig { Name = "server-web" });
await endpoint.JoinAsync(server);

// The same in one step.
Sandbox client = await controller.CreateSandboxAsync(new SandboxConfig { Name = "client" });
await network.ConnectAsync(client, new EndpointConfig { Name = "client-web" });

foreach (Sandbox sandbox in controller.Sandboxes)
{
    Console.WriteLine($"sandbox {sandbox.Name} (enter it with: nsenter --net={sandbox.Key})");
    foreach (Endpoint place in sandbox.Endpoints)
    {
        Console.WriteLine($"  {place.InterfaceName} on {place.Network.Name}: {place.Address}, {place.AddressIPv6}, via {place.Gateway}");
    }
}

// A network with endpoints cannot be deleted; a sandbox takes its endpoints with it.
await server.DeleteAsync();
await client.DeleteAsync();
await network.DeleteAsync();
Console.WriteLine($"left: {controller.Networks.Count} networks, {controller.Sandboxes.Count} sandboxes");
