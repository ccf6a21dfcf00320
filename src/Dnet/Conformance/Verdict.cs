namespace Dnet.Conformance;

/// <summary>What came of a check.</summary>
internal enum Verdict
{
    /// <summary>The plugin does what is demanded.</summary>
    Pass,

    /// <summary>It may do so, but somebody will be surprised.</summary>
    Warn,

    /// <summary>It does not do what is demanded.</summary>
    Fail,

    /// <summary>It could not be told, or does not concern this plugin.</summary>
    NotTried,
}
