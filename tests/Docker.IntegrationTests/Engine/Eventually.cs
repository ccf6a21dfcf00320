using System.Diagnostics;

namespace Docker.IntegrationTests.Engine;

/// <summary>Waits for what happens by itself, never for longer than <see cref="Programs.Patience"/>.</summary>
internal static class Eventually
{
    /// <exception cref="TimeoutException">It did not become true.</exception>
    internal static async Task TrueAsync(Func<ValueTask<bool>> condition, Func<string> complaint)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Programs.Patience)
            {
                throw new TimeoutException(complaint());
            }

            await Task.Delay(20);
        }
    }
}
