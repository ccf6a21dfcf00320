using System.Diagnostics;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>The programs as they were built beside these tests.</summary>
internal static class Programs
{
    public static string Dnetd { get; } = Find("Dnetd", "dnetd");

    public static string Dnet { get; } = Find("Dnet", "dnet");

    public static string RawPlugin { get; } = Find("RawPlugin", "RawPlugin", "tests/Programs");

    public static string HelloDriver { get; } = Find("HelloDriver", "HelloDriver", "samples");

    /// <summary>Starts a program with its input, output and errors in the test's hands.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, string input = "", IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(program, arguments, environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading all of its input.
        }

        await process.WaitForExitAsync();
        return new ProgramResult(process.ExitCode, await output, await error);
    }

    /// <summary>Sends a signal and waits for the process to end.</summary>
    public static async Task<int> EndAsync(Process process, string signal)
    {
        if (process.HasExited)
        {
            return process.ExitCode;
        }

        using (var kill = Process.Start("kill", ["-" + signal, process.Id.ToString()]))
        {
            await kill.WaitForExitAsync();
        }

        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    private static string Find(string project, string program, string folder = "src")
    {
        var output = new DirectoryInfo(AppContext.BaseDirectory); // tests/X/bin/Debug/net10.0
        var root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        return Path.Combine(root, folder, project, "bin", output.Parent.Name, output.Name, program);
    }
}
