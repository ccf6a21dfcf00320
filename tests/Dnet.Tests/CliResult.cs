namespace Dnet.Tests;

/// <summary>What a command line did.</summary>
internal sealed record CliResult(int ExitCode, string Output, string Error);
