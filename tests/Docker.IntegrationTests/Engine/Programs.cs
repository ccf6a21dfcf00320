using System.Diagnostics;

namespace Docker.IntegrationTests.Engine;

/// <summary>Starts programs and runs them to their end, never for longer than <see cref="Patience"/>.</summary>
internal static class Programs
{
    /// <summary>After so long a program is taken to hang, and ended.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The repository that these tests were built in.</summary>
    internal static string Repository { get; } = FindRepository();

    /// <summary>A program as it was built beside these tests: of the project in <paramref name="directory"/>, such as <c>src/Dnetd</c>.</summary>
    internal static string Built(string directory, string program)
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory); // …/bin/Debug/net10.0
        return Path.Combine(Repository, directory, "bin", output.Parent!.Name, output.Name, program);
    }

    internal static Process Start(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <exception cref="TimeoutException">It did not end in time; the message has what it said until then.</exception>
    internal static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in {Patience.TotalSeconds} s: {await output}{await error}", e);
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }

    private static string FindRepository()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "global.json")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no repository");
        }

        return directory.FullName;
    }
}
