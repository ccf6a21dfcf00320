using LibNetwork.Events;

namespace LibNetwork;

/// <summary>Says what happened, when it is done.</summary>
internal sealed class EngineEvents(TimeProvider clock)
{
    internal EventHub Hub { get; } = new(clock);

    internal void Network(Network network, EventAction action) => Hub.Publish(Of(network, EventSubject.Network, action, network.Id, network.Name));

    internal void Endpoint(Endpoint endpoint, EventAction action) =>
        Hub.Publish(Of(endpoint.Network, EventSubject.Endpoint, action, endpoint.Id, endpoint.Name));

    internal void Membership(Endpoint endpoint, Sandbox sandbox, EventAction action) =>
        Hub.Publish(Of(endpoint.Network, EventSubject.Network, action, endpoint.Network.Id, endpoint.Network.Name) with
        {
            EndpointId = endpoint.Id,
            SandboxId = sandbox.Id,
            SandboxName = sandbox.Name,
        });

    internal void Sandbox(Sandbox sandbox, EventAction action) => Hub.Publish(new EngineEvent
    {
        Time = clock.GetUtcNow(),
        Subject = EventSubject.Sandbox,
        Action = action,
        Id = sandbox.Id,
        Name = sandbox.Name,
    });

    internal void Pruned() => Hub.Publish(new EngineEvent { Time = clock.GetUtcNow(), Subject = EventSubject.Network, Action = EventAction.Prune });

    private EngineEvent Of(Network network, EventSubject subject, EventAction action, string id, string name) => new()
    {
        Time = clock.GetUtcNow(),
        Subject = subject,
        Action = action,
        Id = id,
        Name = name,
        NetworkId = network.Id,
        NetworkName = network.Name,
        Driver = network.Config.Driver,
        Scope = network.Scope,
    };
}
