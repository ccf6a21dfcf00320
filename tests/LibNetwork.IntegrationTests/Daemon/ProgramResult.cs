namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>What a program did.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error);
