namespace Docker.IntegrationTests.Engine;

/// <summary>What a program did.</summary>
public sealed record ProgramResult(int ExitCode, string Output, string Error);
