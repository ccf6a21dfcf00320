using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>What the daemon costs when nothing happens, and how soon it is there.</summary>
internal sealed class DaemonCase : IBenchCase
{
    private const int Starts = 10;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(2);

    public string Name => "daemon";

    public string Description => "time from exec to the daemon's first answer, memory of the idle daemon";

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        var firstAnswer = new Sample();
        for (int i = 0; i < Starts; i++)
        {
            await using DaemonProcess daemon = await StartAsync(context, cancellationToken);
            firstAnswer.Add(daemon.FirstAnswer);
        }

        context.Result.Add(Name, "exec to first answer", firstAnswer);
        context.Result.AtMost("first answer after exec, ms", 60, firstAnswer.Median / 1000);

        await using DaemonProcess idle = await StartAsync(context, cancellationToken);
        await Task.Delay(Idle, cancellationToken);
        context.Result.Add(Name, "resident memory, idle", "MB", idle.ResidentMegabytes);
        context.Result.AtMost("daemon's resident memory when idle, MB", 35, idle.ResidentMegabytes);
    }

    private static Task<DaemonProcess> StartAsync(BenchContext context, CancellationToken cancellationToken) =>
        DaemonProcess.StartAsync(context.Options.Programs, $"{context.Disk}/idle", $"{context.Memory}/idle", cancellationToken);
}
