namespace LibNetwork.DriverApi;

/// <summary>What became of a <see cref="Finding"/>.</summary>
public enum FindingState
{
    /// <summary>The engine would repair it.</summary>
    Repairable = 0,

    /// <summary>The engine has repaired it.</summary>
    Repaired = 1,

    /// <summary>The engine tried to repair it and could not.</summary>
    Failed = 2,

    /// <summary>It is for someone to decide: the engine does not touch what is not its own.</summary>
    Manual = 3,
}
