using System.Diagnostics;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests.Engine;

/// <summary>A process in a network namespace of its own, as a container runtime makes one.</summary>
internal sealed class ExternalProcess : IDisposable
{
    private readonly Process _process;

    private ExternalProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    public string Key => $"/proc/{Pid}/ns/net";

    public static async Task<ExternalProcess> StartAsync()
    {
        var start = new ProcessStartInfo("unshare") { UseShellExecute = false };
        foreach (var argument in (string[])["-n", "sleep", "300"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = new ExternalProcess(Process.Start(start)!);
        while (File.ReadAllText($"/proc/{process.Pid}/comm").Trim() != "sleep")
        {
            await Task.Delay(5);
        }

        return process;
    }

    public NetworkNamespace Open() => NetworkNamespace.Open(Key);

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
