using LibNetwork.Bench.Contestants;
using LibNetwork.Bench.Suite;

namespace LibNetwork.Bench.Cases;

/// <summary>The same work done by others.</summary>
internal sealed class PeerCase : IBenchCase
{
    public string Name => "peers";

    public string Description => "attach and detach by ip, the CNI bridge plugin and netavark, as far as they are installed";

    public bool IsPeer => true;

    public async Task RunAsync(BenchContext context, CancellationToken cancellationToken)
    {
        int count = context.Options.PeerCount;
        List<IContestant> contestants =
        [
            new FloorContestant($"{context.Memory}/peers-floor"),
            new LibraryContestant($"{context.Disk}/peers", $"{context.Memory}/peers"),
            .. Peers(context),
        ];
        try
        {
            foreach (IContestant contestant in contestants)
            {
                await contestant.PrepareAsync(cancellationToken);
            }

            Sample[] samples = await Race.AttachAsync(contestants, count, cancellationToken);
            double unit = samples[0].Median;
            for (int who = 0; who < contestants.Count; who++)
            {
                context.Result.Add(Name, $"attach: {contestants[who].Label}", samples[who], unit);
                if (contestants[who] is NetavarkContestant)
                {
                    context.Result.AtLeast("attach by netavark, in attaches of this library", 15, samples[who].Median / samples[1].Median);
                }
            }

            foreach (IContestant contestant in contestants.Skip(1))
            {
                context.Result.Add(Name, $"detach: {contestant.Label}", await Race.DetachAsync(contestant, count, 0, cancellationToken), unit);
            }
        }
        finally
        {
            foreach (IContestant contestant in contestants)
            {
                await contestant.DisposeAsync();
            }
        }
    }

    private static IEnumerable<IContestant> Peers(BenchContext context)
    {
        if (Tool.Find("/usr/sbin/ip", "/usr/bin/ip", "/sbin/ip") is { } ip)
        {
            yield return new IpContestant(ip);
        }

        if (Tool.Find("/usr/lib/cni/bridge", "/opt/cni/bin/bridge") is { } bridge)
        {
            yield return new CniContestant(Path.GetDirectoryName(bridge)!, $"{context.Memory}/cni-state", $"{context.Memory}/cni");
        }
        else
        {
            context.Result.Note("the CNI plugins are not installed");
        }

        if (Tool.Find("/usr/lib/podman/netavark", "/usr/libexec/podman/netavark", "/usr/bin/netavark") is { } netavark)
        {
            yield return new NetavarkContestant(netavark, $"{context.Memory}/netavark-state", $"{context.Memory}/netavark");
        }
        else
        {
            context.Result.Note("netavark is not installed");
        }
    }
}
