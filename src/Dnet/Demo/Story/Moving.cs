using System.Diagnostics;
using Dnet.Demo.Drawing;
using Dnet.Demo.Probes;
using LibNetwork.Api;

namespace Dnet.Demo.Story;

/// <summary>A sandbox moves, while its program runs, to a network without a way out.</summary>
internal sealed class Moving(Narrator narrator, DnetClient client, ProbeRunner probes, Cast cast)
{
    private const string Gateway = "10.10.0.1";

    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        var trials = new Trials(narrator, probes);
        narrator.Chapter("Into the vault");
        narrator.Say($"Networks change while programs run. {Cast.Database} moves from {Cast.Back} to {Cast.Vault}, which is internal; its server is not "
            + "restarted. The way out of the others is their gateway, the host itself:");
        await trials.PingReachesAsync(Cast.Database, "host", Gateway, "back has a way out", cancellationToken);

        var building = new BuildingUp(narrator, client, cast);
        await building.ConnectAsync(Cast.Vault, Cast.App, cancellationToken);
        await building.ConnectAsync(Cast.Vault, Cast.Database, cancellationToken);
        long started = Stopwatch.GetTimestamp();
        await client.DisconnectAsync(Cast.Back, new NetworkDisconnectRequest { Container = Cast.Database }, cancellationToken);
        narrator.Step($"dnet network disconnect {Cast.Back} {Cast.Database}", Stopwatch.GetElapsedTime(started));

        (IReadOnlyList<NetworkResource> networks, IReadOnlyList<SandboxResource> sandboxes) = await cast.SnapshotAsync(cancellationToken);
        narrator.Draw(Topology.Draw(networks, sandboxes, narrator.Glyphs));

        string database = await cast.AddressAsync(Cast.Database, Cast.Vault, cancellationToken);
        await trials.TcpReachesAsync(Cast.App, Cast.Database, database, "both are in vault", cancellationToken);
        await trials.PingFailsAsync(Cast.Database, "host", Gateway, "vault has no way out", cancellationToken);
        await trials.PingFailsAsync(Cast.Web, Cast.Database, database, "and no way in", cancellationToken);
        await trials.TcpFailsAsync(Cast.Web, Cast.Database, database, "and no way in", cancellationToken);
    }
}
