using System.Diagnostics;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.IntegrationTests;

/// <summary><c>nc</c> that listens in a namespace and takes one connection after another; it notes who came and what was said.</summary>
internal sealed class NetcatServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _lines = [];

    private NetcatServer(NetworkNamespace inside, string arguments)
    {
        var start = new ProcessStartInfo("nsenter")
        {
            UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (var argument in (string[])
            [$"--net=/proc/{Environment.ProcessId}/fd/{inside.Handle.DangerousGetHandle()}", "nc", .. arguments.Split(' ')])
        {
            start.ArgumentList.Add(argument);
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything that was noted until now.</summary>
    public string Log
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Listens on a TCP port of an address, such as <c>0.0.0.0</c>.</summary>
    public static Task<NetcatServer> TcpAsync(NetworkNamespace inside, string address, int port) =>
        StartAsync(inside, $"-lkvn {address} {port}", "Listening on");

    /// <summary>Waits for datagrams on a UDP port of an address.</summary>
    public static Task<NetcatServer> UdpAsync(NetworkNamespace inside, string address, int port) =>
        StartAsync(inside, $"-lkuvn {address} {port}", "Bound on");

    /// <summary>Waits until a line was noted, 10 s at most.</summary>
    public async Task HeardAsync(string text)
    {
        for (var i = 0; i < 500 && !Log.Contains(text, StringComparison.Ordinal); i++)
        {
            await Task.Delay(20);
        }

        Log.Should().Contain(text);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<NetcatServer> StartAsync(NetworkNamespace inside, string arguments, string ready)
    {
        var server = new NetcatServer(inside, arguments);
        await server.HeardAsync(ready);
        return server;
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
        {
            if (line.Data is not null)
            {
                _lines.Add(line.Data);
            }
        }
    }
}
