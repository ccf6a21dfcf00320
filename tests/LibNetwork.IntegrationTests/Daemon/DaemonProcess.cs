using System.Diagnostics;
using System.Text;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>A running <c>dnetd</c> in the namespace of a <see cref="TestHost"/>.</summary>
internal sealed class DaemonProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private DaemonProcess(Process process, DaemonAddress address)
    {
        _process = process;
        Address = address;
        Client = new DnetClient(address);
        process.ErrorDataReceived += (_, line) =>
        {
            lock (_log)
            {
                _log.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
    }

    public DaemonAddress Address { get; }

    public DnetClient Client { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>What it logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Where the daemon of a host listens unless its arguments say otherwise.</summary>
    public static DaemonAddress AddressOn(TestHost host) => DaemonAddress.Parse($"unix://{Path.Combine(host.Root, "dnet.sock")}");

    /// <summary>The flags that keep a daemon to a host's directories.</summary>
    public static string[] FlagsOf(TestHost host) =>
        ["--data-root", host.DataRoot, "--exec-root", host.ExecRoot, "--host", AddressOn(host).ToString(), "--config-file", EmptyConfigOf(host)];

    /// <summary>Starts a daemon and waits until it answers.</summary>
    /// <param name="host">The host it runs on.</param>
    /// <param name="arguments">More arguments.</param>
    /// <param name="ownMounts">Whether it has a mount namespace of its own, so that nobody else sees what it pins.</param>
    public static async Task<DaemonProcess> StartAsync(TestHost host, IEnumerable<string>? arguments = null, bool ownMounts = false)
    {
        string[] privately = ownMounts ? ["unshare", "--mount", "--propagation", "private"] : [];
        var daemon = new DaemonProcess(
            Programs.Start("nsenter", [$"--net={host.Pin}", .. privately, Programs.Dnetd, .. FlagsOf(host), .. arguments ?? []]), AddressOn(host));
        while (true)
        {
            try
            {
                await daemon.Client.PingAsync();
                return daemon;
            }
            catch (DnetException) when (!daemon.HasExited)
            {
                await Task.Delay(10);
            }
            catch (DnetException e)
            {
                throw new InvalidOperationException($"dnetd ended with {daemon._process.ExitCode}: {daemon.Log}", e);
            }
        }
    }

    /// <summary>Runs a daemon that is expected to end by itself.</summary>
    public static Task<ProgramResult> RunAsync(TestHost host, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null) =>
        Programs.RunAsync("nsenter", [$"--net={host.Pin}", Programs.Dnetd, .. arguments], environment: environment);

    /// <summary>Ends the daemon by a signal.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndAsync(string signal)
    {
        var code = await Programs.EndAsync(_process, signal);
        _process.WaitForExit(); // until all of its log has been read
        return code;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        if (!_process.HasExited)
        {
            await EndAsync("KILL");
        }

        _process.Dispose();
    }

    // The machine's own /etc/dnet/dnetd.json must not have a say.
    private static string EmptyConfigOf(TestHost host)
    {
        var path = Path.Combine(host.Root, "dnetd.json");
        if (!File.Exists(path))
        {
            File.WriteAllText(path, """{"predefined-networks": false}"""); // tests count networks
        }

        return path;
    }
}
