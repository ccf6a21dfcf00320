using Dnet.Conformance.Calls;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance.Checks;

/// <summary>Several calls at a time, as Docker makes them for several containers.</summary>
internal static class Concurrency
{
    private const int Calls = 64;
    private const int Networks = 6;
    private const int Tries = 3;

    // Below this nobody can tell who waited for whom.
    private static readonly TimeSpan s_slow = TimeSpan.FromMilliseconds(100);

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("concurrency/calls", "64 calls at once are all answered", "driver contract, threading", Roles.None, CallsAsync),
        new("concurrency/networks", "different networks live at once", "driver contract, threading", Roles.Network, NetworksAsync),
        new("concurrency/slow-call", "a slow call holds up no others", "driver contract, threading", Roles.Network, SlowCallAsync),
    ];

    private static async Task CallsAsync(Trial trial)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, Calls).Select(_ => trial.ActivateAsync()));
        Array.ForEach(answers, answer => answer.MustSucceed("the handshake as ever, 64 at once"));
    }

    private static async Task NetworksAsync(Trial trial)
    {
        await trial.Network.MakeAsync();
        if ((await trial.Network.CreateAsync(trial.Network.New())).Refusal is not null)
        {
            throw CheckEndedException.NotTried("the plugin holds one network at a time");
        }

        await Task.WhenAll(Enumerable.Range(0, Networks).Select(_ => LiveAsync(trial)));
    }

    private static async Task LiveAsync(Trial trial)
    {
        var network = trial.Network.New();
        (await trial.Network.CreateAsync(network)).MustSucceed("success, as for one network at a time");
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async number =>
        {
            var endpoint = Trial.NewId();
            (await trial.Network.CreateEndpointAsync(network, endpoint, number)).MustSucceed("success, as for one network at a time");
            (await trial.Network.JoinAsync(network.Id, endpoint)).MustSucceed("success, as for one network at a time");
            (await trial.Network.LeaveAsync(network.Id, endpoint)).MustSucceed("success, as for one network at a time");
            (await trial.Network.DeleteEndpointAsync(network.Id, endpoint)).MustSucceed("success, as for one network at a time");
        }));
        (await trial.Network.DeleteAsync(network.Id)).MustSucceed("success, as for one network at a time");
    }

    private static async Task SlowCallAsync(Trial trial)
    {
        var clock = trial.Plugin.Clock;
        var start = clock.GetTimestamp();
        var first = await trial.Network.MakeAsync();
        var alone = clock.GetElapsedTime(start);
        (await trial.Network.DeleteAsync(first.Id)).Presume();
        if (alone < s_slow)
        {
            return;
        }

        for (var attempt = 0; attempt < Tries; attempt++)
        {
            var network = trial.Network.New();
            var began = clock.GetTimestamp();
            var creating = TimedAsync(clock, trial.Network.CreateAsync(network));
            await Task.Delay(alone / 3, clock, trial.Cancellation);
            var sent = clock.GetTimestamp();
            var other = TimedAsync(clock, trial.CallAsync(PluginMethod.GetCapabilities));
            await Task.WhenAll(creating, other);

            // Whoever waits for his turn is answered at the time that the other is, a little before or after. How long that one took this
            // time is what counts: on a busy machine the first may have taken much longer.
            var took = clock.GetElapsedTime(began, await creating);
            var waited = clock.GetElapsedTime(sent, await other);
            var lead = clock.GetElapsedTime(await other, await creating);
            if (waited < took / 4 || lead > took / 10)
            {
                return;
            }

            (await trial.Network.DeleteAsync(network.Id)).Presume();
        }

        throw new CheckEndedException(
            Verdict.Fail,
            $"sent GetCapabilities while CreateNetwork was under way, {Tries} times; expected it to be answered first, since CreateNetwork takes "
            + $"{PluginCaller.Seconds(alone)}; it was answered when CreateNetwork was, each time");
    }

    // When it ended.
    private static async Task<long> TimedAsync(TimeProvider clock, Task<Exchange> call)
    {
        await call;
        return clock.GetTimestamp();
    }
}
