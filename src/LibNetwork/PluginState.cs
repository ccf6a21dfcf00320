namespace LibNetwork;

/// <summary>What a controller knows of a plugin.</summary>
public enum PluginState
{
    /// <summary>Nobody has needed it yet, so it has not been called.</summary>
    NotActivated = 0,

    /// <summary>It answered when it was called last.</summary>
    Active = 1,

    /// <summary>It did not answer when it was called last, or not as a plugin does.</summary>
    Failing = 2,
}
