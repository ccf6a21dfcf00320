using Dnet.Demo.Drawing;
using Dnet.Demo.Probes;

namespace Dnet.Demo.Story;

/// <summary>Same network: yes. No network in common: no.</summary>
internal sealed class WhoReachesWhom(Narrator narrator, ProbeRunner probes, Cast cast)
{
    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter("Who reaches whom");
        narrator.Say($"A server in each of {Cast.App} and {Cast.Database} says hello on port {Cast.Port}. Now the packets are real:");
        await probes.ServeAsync(Cast.App, Cast.Port, cancellationToken);
        await probes.ServeAsync(Cast.Database, Cast.Port, cancellationToken);

        var trials = new Trials(narrator, probes);
        string app = await cast.AddressAsync(Cast.App, Cast.Front, cancellationToken);
        await trials.PingReachesAsync(Cast.Web, Cast.App, app, "both are on front", cancellationToken);
        await trials.TcpReachesAsync(Cast.Web, Cast.App, app, "both are on front", cancellationToken);

        string database = await cast.AddressAsync(Cast.Database, Cast.Back, cancellationToken);
        string databaseIPv6 = await cast.AddressIPv6Async(Cast.Database, Cast.Back, cancellationToken);
        await trials.PingReachesAsync(Cast.App, Cast.Database, database, "both are on back", cancellationToken);
        await trials.TcpReachesAsync(Cast.App, Cast.Database, database, "both are on back", cancellationToken);
        await trials.PingReachesAsync(Cast.App, Cast.Database, databaseIPv6, "and by IPv6", cancellationToken);
        await trials.TcpReachesAsync(Cast.App, Cast.Database, databaseIPv6, "and by IPv6", cancellationToken);

        await trials.PingFailsAsync(Cast.Web, Cast.Database, database, "no network in common", cancellationToken);
        await trials.TcpFailsAsync(Cast.Web, Cast.Database, database, "no network in common", cancellationToken);
        await trials.PingFailsAsync(Cast.Database, Cast.Web, await cast.AddressAsync(Cast.Web, Cast.Front, cancellationToken), "nor the other way", cancellationToken);
    }
}
