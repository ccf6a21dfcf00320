using LibNetwork.DriverApi;

namespace LibNetwork.Events;

/// <summary>Something that has happened in the engine: it is done when the event is told.</summary>
public sealed record EngineEvent
{
    /// <summary>When, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>What it is about.</summary>
    public required EventSubject Subject { get; init; }

    /// <summary>What happened to it.</summary>
    public required EventAction Action { get; init; }

    /// <summary>The id of the network, endpoint or sandbox; empty for the engine.</summary>
    public string Id { get; init; } = "";

    /// <summary>Its name; empty for the engine.</summary>
    public string Name { get; init; } = "";

    /// <summary>The network of an endpoint, or the network itself; empty for others.</summary>
    public string NetworkId { get; init; } = "";

    /// <summary>That network's name.</summary>
    public string NetworkName { get; init; } = "";

    /// <summary>That network's driver.</summary>
    public string Driver { get; init; } = "";

    /// <summary>How far that network reaches. Default: this host.</summary>
    public Scope Scope { get; init; } = Scope.Local;

    /// <summary>The endpoint by which a sandbox was connected or disconnected; empty otherwise.</summary>
    public string EndpointId { get; init; } = "";

    /// <summary>The sandbox that was connected or disconnected; empty otherwise.</summary>
    public string SandboxId { get; init; } = "";

    /// <summary>That sandbox's name.</summary>
    public string SandboxName { get; init; } = "";

    /// <summary>How many events were lost, at least, between the one before and the one after; 0 unless <see cref="Action"/> is
    /// <see cref="EventAction.Lost"/>.</summary>
    public long Lost { get; init; }
}
