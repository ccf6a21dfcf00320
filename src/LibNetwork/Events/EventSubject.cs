namespace LibNetwork.Events;

/// <summary>What an event is about.</summary>
public enum EventSubject
{
    /// <summary>The engine itself.</summary>
    Engine = 0,

    /// <summary>A network.</summary>
    Network = 1,

    /// <summary>An endpoint.</summary>
    Endpoint = 2,

    /// <summary>A sandbox.</summary>
    Sandbox = 3,
}
