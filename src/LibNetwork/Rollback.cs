using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>The way back from a procedure that did not reach its end.</summary>
/// <remarks>
/// Each step that succeeds pushes what takes it back; reaching the end commits. Disposed before that, the steps run in reverse, with
/// <see cref="CancellationToken.None"/>, since a cancelled request must be undone as well. A step that fails is logged as an error and the
/// others go on; <see cref="Failures"/> names what was left behind. The exception on its way is not replaced. Not thread-safe.
/// </remarks>
internal sealed partial class Rollback(ILogger logger) : IAsyncDisposable
{
    private readonly Stack<(string What, Func<CancellationToken, ValueTask> Undo)> _steps = new();
    private List<RollbackFailure>? _failures;

    /// <summary>What could not be undone; empty before disposal.</summary>
    public IReadOnlyList<RollbackFailure> Failures => _failures ?? [];

    /// <summary>Remembers how to take a step back.</summary>
    /// <param name="what">What would be left behind, for people: <c>link br-0123456789ab</c>.</param>
    /// <param name="undo">Takes the step back; what is gone already is success.</param>
    public void Push(string what, Func<CancellationToken, ValueTask> undo) => _steps.Push((what, undo));

    /// <inheritdoc cref="Push(string, Func{CancellationToken, ValueTask})"/>
    public void Push(string what, Action undo) => _steps.Push((what, _ =>
    {
        undo();
        return ValueTask.CompletedTask;
    }));

    /// <summary>The end is reached: nothing is undone any more.</summary>
    public void Commit() => _steps.Clear();

    /// <summary>Undoes, unless committed. Never throws.</summary>
    public async ValueTask DisposeAsync()
    {
        while (_steps.TryPop(out var step))
        {
            try
            {
                await step.Undo(CancellationToken.None);
            }
            catch (Exception e)
            {
                (_failures ??= []).Add(new RollbackFailure(step.What, e));
                LogLeftBehind(step.What, e);
            }
        }
    }

    [LoggerMessage(1, LogLevel.Error, "could not undo: {What} is left behind")]
    private partial void LogLeftBehind(string what, Exception exception);
}
