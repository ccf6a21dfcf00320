namespace Dnet;

/// <summary>What <c>dnet</c> ends with. <c>sandbox exec</c> ends with its command's own code.</summary>
internal static class ExitCode
{
    internal const int Success = 0;

    /// <summary>The daemon refused, or an answer could not be understood; also a plugin that failed a check.</summary>
    internal const int Failure = 1;

    /// <summary>The command line is wrong.</summary>
    internal const int Usage = 2;

    /// <summary>The daemon, or the plugin to be checked, cannot be reached; also every failure of <c>sandbox exec</c> before its command runs, as in <c>docker exec</c>.</summary>
    internal const int Unreachable = 125;

    /// <summary>The command exists but cannot be run, as in shells.</summary>
    internal const int CannotExecute = 126;

    /// <summary>There is no such command, as in shells.</summary>
    internal const int CommandNotFound = 127;

    /// <summary>Interrupted from the keyboard: 128 and SIGINT.</summary>
    internal const int Interrupted = 130;
}
