namespace Dnet.Demo.Probes;

/// <summary>What came of sending packets.</summary>
internal enum ProbeOutcome
{
    /// <summary>There was an answer.</summary>
    Reached,

    /// <summary>There was none in time.</summary>
    Silence,

    /// <summary>Somebody said no.</summary>
    Refused,

    /// <summary>There is no way there.</summary>
    NoRoute,
}
