using System.Globalization;

namespace Dnetd.Hosting;

/// <summary>The process id of the daemon that runs on an exec root. The engine's lock is what keeps others off; this says who.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    internal PidFile(string execRoot)
    {
        _path = PathIn(execRoot);
        File.WriteAllText(_path, string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessId}\n"));
    }

    public void Dispose() => File.Delete(_path);

    /// <summary>Who runs on an exec root, as the end of a sentence; empty when nobody says.</summary>
    internal static string Owner(string execRoot)
    {
        try
        {
            return int.TryParse(File.ReadAllText(PathIn(execRoot)), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var pid)
                ? $" (dnetd with process id {pid})"
                : "";
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static string PathIn(string execRoot) => Path.Combine(execRoot, "dnetd.pid");
}
