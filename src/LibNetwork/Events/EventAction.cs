namespace LibNetwork.Events;

/// <summary>What happened (I-099).</summary>
public enum EventAction
{
    /// <summary>It was made.</summary>
    Create = 0,

    /// <summary>A sandbox has joined the network.</summary>
    Connect = 1,

    /// <summary>A sandbox has left the network.</summary>
    Disconnect = 2,

    /// <summary>It was deleted.</summary>
    Destroy = 3,

    /// <summary>Unused networks were deleted; each has an event of its own before this one.</summary>
    Prune = 4,

    /// <summary>Events were lost: whoever watches was too slow, or asked for what is no longer kept. See <see cref="EngineEvent.Lost"/>.</summary>
    Lost = 5,
}
