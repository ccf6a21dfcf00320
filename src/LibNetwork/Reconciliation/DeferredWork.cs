using LibNetwork.DriverApi;

namespace LibNetwork.Reconciliation;

/// <summary>What a start leaves for later because it takes a plugin: done in the background, as soon as the plugin answers.</summary>
/// <remarks>So a plugin that is away neither delays the start nor loses anything. One task for each plugin, its steps in order.</remarks>
internal sealed class DeferredWork(ControllerContext context) : IAsyncDisposable
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(30);

    private readonly Dictionary<string, List<Step>> _steps = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();
    private Task _tasks = Task.CompletedTask;

    /// <summary>Leaves a step for later.</summary>
    /// <param name="plugin">The plugin it takes.</param>
    /// <param name="what">The step, for people.</param>
    /// <param name="run">Does it, taking locks as it needs them: the engine is in use by then. An error that says that the plugin is away
    /// has it done again.</param>
    internal void Add(string plugin, string what, Func<CancellationToken, ValueTask> run)
    {
        if (!_steps.TryGetValue(plugin, out var steps))
        {
            _steps[plugin] = steps = [];
        }

        steps.Add(new Step(what, run));
    }

    /// <summary>Begins.</summary>
    internal void Start() => _tasks = Task.WhenAll(_steps.Select(plugin => Task.Run(() => RunAsync(plugin.Value))));

    /// <summary>Ends; what is not done is left to the next start.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _tasks;
        _stop.Dispose();
    }

    private async Task RunAsync(List<Step> steps)
    {
        try
        {
            foreach (var step in steps)
            {
                var pause = TimeSpan.FromSeconds(1);
                while (!await TryAsync(step))
                {
                    await Task.Delay(pause, context.Clock, _stop.Token);
                    pause = pause * 2 < s_longestPause ? pause * 2 : s_longestPause;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The controller stops.
        }
    }

    private async ValueTask<bool> TryAsync(Step step)
    {
        try
        {
            await step.Run(_stop.Token);
            return true;
        }
        catch (NetworkException away) when (away.Kind is ErrorKind.Unavailable or ErrorKind.Timeout or ErrorKind.NotFound)
        {
            return false;
        }
        catch (Exception failed) when (failed is not OperationCanceledException)
        {
            context.Logger.StepFailed(step.What, failed);
            return true;
        }
    }

    private sealed record Step(string What, Func<CancellationToken, ValueTask> Run);
}
