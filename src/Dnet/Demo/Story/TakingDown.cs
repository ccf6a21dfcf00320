using System.Diagnostics;
using Dnet.Demo.Drawing;
using Dnet.Demo.Housing;
using LibNetwork.Api;

namespace Dnet.Demo.Story;

/// <summary>Everything is taken away again, and nothing is left.</summary>
internal sealed class TakingDown(Narrator narrator, DnetClient client)
{
    /// <summary>Links are deleted in the background, many at once.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    internal async Task TellAsync(CancellationToken cancellationToken)
    {
        narrator.Chapter("Taking it down");
        await StepAsync($"dnet sandbox rm {string.Join(' ', Cast.Sandboxes)}", async () =>
        {
            foreach (string sandbox in Cast.Sandboxes)
            {
                await client.DeleteSandboxAsync(sandbox, cancellationToken: cancellationToken);
            }
        });
        await StepAsync($"dnet network rm {string.Join(' ', Cast.Networks)}", async () =>
        {
            foreach (string network in Cast.Networks)
            {
                await client.DeleteNetworkAsync(network, cancellationToken: cancellationToken);
            }
        });

        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<string> links = House.Links();
        while (links.Count > 0 && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(5, cancellationToken);
            links = House.Links();
        }

        narrator.Check("links left in the kernel", links.Count == 0 ? "none" : string.Join(' ', links), links.Count == 0, "all it made is gone");
    }

    private async Task StepAsync(string command, Func<Task> act)
    {
        long started = Stopwatch.GetTimestamp();
        await act();
        narrator.Step(command, Stopwatch.GetElapsedTime(started));
    }
}
