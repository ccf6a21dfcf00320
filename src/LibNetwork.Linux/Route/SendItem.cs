using System.Threading.Tasks.Sources;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Threading;

namespace LibNetwork.Linux.Route;

/// <summary>The sending of a batch, awaited without an allocation.</summary>
internal sealed class SendItem(RouteBatch batch) : WorkItem, IValueTaskSource
{
    private ManualResetValueTaskSourceCore<bool> _completion = new() { RunContinuationsAsynchronously = true };
    private NetlinkSocket? _socket;
    private CancellationToken _cancellationToken;

    internal ValueTask SendAsync(NetlinkSocket socket, CancellationToken cancellationToken)
    {
        (_socket, _cancellationToken) = (socket, cancellationToken);
        _completion.Reset();
        NetlinkWriter.Shared.RunOrEnqueue(this);
        return new ValueTask(this, _completion.Version);
    }

    internal override void Run()
    {
        try
        {
            _cancellationToken.ThrowIfCancellationRequested();
            batch.SendOn(_socket!);
            _completion.SetResult(true);
        }
        catch (Exception e)
        {
            _completion.SetException(e);
        }
    }

    public void GetResult(short token) => _completion.GetResult(token);

    public ValueTaskSourceStatus GetStatus(short token) => _completion.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _completion.OnCompleted(continuation, state, token, flags);
}
