using System.Diagnostics;
using Dnet.Demo.Drawing;
using Dnet.Demo.Housing;
using Dnet.Demo.Probes;
using Dnet.Demo.Story;
using LibNetwork.Api;

namespace Dnet.Demo;

/// <summary>The demo in its own namespaces, from the daemon's start to its end.</summary>
/// <param name="narrator">Tells the story.</param>
/// <param name="error">Is told what went wrong.</param>
/// <param name="keep">Whether to leave everything up until Ctrl-C.</param>
internal sealed class DemoRun(Narrator narrator, TextWriter error, bool keep)
{
    /// <summary>Runs it.</summary>
    /// <returns>Success only when every packet went where it should and nowhere else, and nothing was left behind.</returns>
    internal async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        long started = Stopwatch.GetTimestamp();
        DemoDaemon? daemon = null;
        try
        {
            House.Furnish();
            narrator.Title("dnet demo");
            narrator.Say(
                "Programs that run side by side on one machine (containers, sandboxes, jobs) want networks of their own: cables, switches, "
                + "addresses and walls, all made of software. dnet makes them. This demo builds a small one, sends real packets through it "
                + "and takes it down. It happens in a network namespace of its own: the links, routes and firewall of this machine are not touched.");

            narrator.Chapter("A daemon");
            narrator.Say("dnetd is the program that makes networks. It speaks to the kernel itself, remembers in an embedded store what it made, "
                + "and takes orders over a socket. dnet, below, is what people type.");
            daemon = DemoDaemon.Start();
            TimeSpan ready = await daemon.WaitUntilReadyAsync(cancellationToken);
            narrator.Step($"dnetd --host {House.DaemonHost}", ready, "first answer");

            using var client = new DnetClient(DaemonAddress.Parse(House.DaemonHost));
            using var probes = new ProbeRunner();
            var cast = new Cast(client);
            await new BuildingUp(narrator, client, cast).TellAsync(cancellationToken);
            await new WhoReachesWhom(narrator, probes, cast).TellAsync(cancellationToken);
            await new Moving(narrator, client, probes, cast).TellAsync(cancellationToken);
            if (keep)
            {
                await KeepAsync(cancellationToken);
            }

            probes.Dispose();
            await new TakingDown(narrator, client).TellAsync(CancellationToken.None);
            return narrator.Finish(Stopwatch.GetElapsedTime(started)) ? ExitCode.Success : ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            narrator.Say("Stopped. Everything the demo made goes with it.");
            return ExitCode.Interrupted;
        }
        catch (Exception e) when (e is DemoException or DnetException)
        {
            error.WriteLine($"dnet: demo: {e.Message}");
            if (daemon is not null)
            {
                await error.WriteAsync(await DemoDaemon.ReadLogAsync());
            }

            return ExitCode.Failure;
        }
        finally
        {
            daemon?.Dispose();
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter("Look around");
        narrator.Say("Everything stays up until Ctrl-C. From another terminal, as the same user:");
        narrator.Quote($"nsenter --target {Environment.ProcessId} --net --mount{(House.IsUser ? " --user --preserve-credentials" : "")}");
        narrator.Quote($"export DNET_HOST={House.DaemonHost}");
        narrator.Quote($"{Environment.ProcessPath} network ls");
        narrator.Quote($"{Environment.ProcessPath} sandbox exec app -- ip address");
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // This is how a look around ends.
        }
    }
}
