using LibNetwork.Api.Tests;

namespace Dnet.Tests;

/// <summary>Runs command lines in process, against a stub of the daemon.</summary>
internal static class Cli
{
    /// <summary>Runs a command line whose words are apart by single blanks.</summary>
    internal static Task<CliResult> RunAsync(StubDaemon daemon, string commandLine) => RunAsync(daemon, commandLine.Split(' '));

    internal static Task<CliResult> RunAsync(StubDaemon daemon, params string[] arguments) => RunAsync(arguments, daemon.Address.ToString());

    internal static Task<CliResult> RunAsync(IReadOnlyList<string> arguments, string? host, CancellationToken cancellationToken = default) =>
        RunAsync(arguments, host, input: "", cancellationToken);

    internal static async Task<CliResult> RunAsync(IReadOnlyList<string> arguments, string? host, string input, CancellationToken cancellationToken = default)
    {
        using var reader = new StringReader(input);
        using var output = new StringWriter();
        using var error = new StringWriter();
        var program = new DnetProgram(output, error, name => name == "DNET_HOST" ? host : null, reader);
        var code = await program.RunAsync(arguments, cancellationToken);
        return new CliResult(code, output.ToString(), error.ToString());
    }

    /// <summary>Runs a command line that must not get as far as the daemon.</summary>
    internal static Task<CliResult> RunAloneAsync(params string[] arguments) => RunAsync(arguments, host: "unix:///nowhere/dnet.sock");
}
