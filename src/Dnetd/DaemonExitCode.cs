namespace Dnetd;

/// <summary>What <c>dnetd</c> ends with.</summary>
internal static class DaemonExitCode
{
    internal const int Success = 0;

    /// <summary>It could not start, or failed.</summary>
    internal const int Failure = 1;

    /// <summary>A setting is wrong.</summary>
    internal const int Usage = 2;
}
