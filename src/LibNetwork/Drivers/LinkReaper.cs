using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Route;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers;

/// <summary>Deletes links in the background, many at once.</summary>
/// <remarks>
/// The kernel takes some 15 ms to delete a link, and hardly more for sixty. So whoever gives a link up switches it off, puts it in the
/// <see cref="Group"/> and calls <see cref="Schedule"/>; what gathers while one round runs goes in the next. The group outlives the
/// process: what a killed one left is deleted in the first round of the next. Thread-safe.
/// </remarks>
internal sealed partial class LinkReaper : IAsyncDisposable
{
    private readonly RouteSocket _links;
    private readonly LinkOwner _owner;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _wake = new(0);
    private readonly Task _loop;
    private TaskCompletionSource<Exception?> _nextRound = NewRound();
    private bool _isAwake;
    private bool _isEnding;

    private LinkReaper(RouteSocket links, LinkOwner owner, ILogger logger)
    {
        _links = links;
        _owner = owner;
        _logger = logger;
        _loop = Task.Factory.StartNew(Loop, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>The group of links to delete.</summary>
    public uint Group => _owner.ReapGroup;

    /// <summary>Starts a reaper with a socket of its own, so that its waiting is nobody else's.</summary>
    /// <exception cref="KernelException">The kernel refused the socket.</exception>
    public static async ValueTask<LinkReaper> StartAsync(
        NetworkNamespace host, LinkOwner owner, ILogger<LinkReaper> logger, CancellationToken cancellationToken = default) =>
        new(await host.OpenRouteSocketAsync(cancellationToken), owner, logger);

    /// <summary>Says that there are links in the group.</summary>
    public void Schedule()
    {
        lock (_lock)
        {
            Wake();
        }
    }

    /// <summary>Waits until what is in the group now has been deleted.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    /// <exception cref="OperationCanceledException">The wait was given up; the deletion goes on.</exception>
    public async ValueTask DrainAsync(CancellationToken cancellationToken = default)
    {
        Task<Exception?> round;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isEnding, this);
            round = _nextRound.Task;
            Wake();
        }

        if (await round.WaitAsync(cancellationToken) is { } failure)
        {
            throw failure;
        }
    }

    /// <summary>Deletes what is left, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_lock)
        {
            if (_isEnding)
            {
                return;
            }

            Wake();
            _isEnding = true;
        }

        await _loop;
        _wake.Dispose();
        _links.Dispose();
    }

    private static TaskCompletionSource<Exception?> NewRound() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Under the lock.
    private void Wake()
    {
        if (!_isAwake && !_isEnding)
        {
            _isAwake = true;
            _wake.Release();
        }
    }

    private void Loop()
    {
        var isLast = false;
        while (!isLast)
        {
            _wake.Wait();
            TaskCompletionSource<Exception?> round;
            lock (_lock)
            {
                (round, _nextRound) = (_nextRound, NewRound());
                _isAwake = false;
                isLast = _isEnding;
            }

            round.SetResult(Reap());
        }
    }

    private Exception? Reap()
    {
        try
        {
            DeleteGroup();
            return null;
        }
        catch (KernelException)
        {
            return ReapOneByOne();
        }
    }

    private void DeleteGroup()
    {
        using var batch = _links.NewBatch();
        batch.DeleteLinkGroup(Group).TolerateMissing();
        _links.Send(batch);
    }

    // One link that cannot be deleted, put in the group by someone else, makes the kernel refuse the whole group.
    private Exception? ReapOneByOne()
    {
        Exception? failure = null;
        try
        {
            foreach (var link in _links.GetLinks())
            {
                if (link.Group == Group && _owner.Owns(link.Alias))
                {
                    failure = Delete(link) ?? failure;
                }
            }
        }
        catch (KernelException e)
        {
            LogCannotList(e);
            failure = e;
        }

        return failure;
    }

    private KernelException? Delete(LinkInfo link)
    {
        try
        {
            using var batch = _links.NewBatch();
            batch.DeleteLink(link.Index).TolerateMissing();
            _links.Send(batch);
            return null;
        }
        catch (KernelException e)
        {
            LogLeftBehind(link.Name, e);
            return e;
        }
    }

    [LoggerMessage(1, LogLevel.Error, "could not list the links to delete; they are deleted at the next occasion")]
    private partial void LogCannotList(Exception exception);

    [LoggerMessage(2, LogLevel.Error, "could not delete link {Name}; it is deleted at the next occasion")]
    private partial void LogLeftBehind(string name, Exception exception);
}
