namespace LibNetwork.Linux.Threading;

/// <summary>A function that somebody awaits.</summary>
internal sealed class FunctionItem<TState, T>(Func<TState, T> function, TState state, CancellationToken cancellationToken) : WorkItem
{
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task<T> Task => _completion.Task;

    internal override void Run()
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _completion.SetCanceled(cancellationToken);
            return;
        }

        try
        {
            _completion.SetResult(function(state));
        }
        catch (Exception e)
        {
            _completion.SetException(e);
        }
    }
}
