using System.Threading.Channels;
using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Discovery;

/// <summary>Keeps one driver told: compares what it was told with what it should know, and says the difference, one call at a time.</summary>
/// <remarks>A driver that is slow, away or broken holds up nobody but itself, and misses nothing: it is told what holds when it is back.</remarks>
internal sealed class NodeFeed
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(30);

    private readonly Channel<bool> _signal = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<string, NodeDiscoveryData> _told = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private readonly string _type;
    private readonly Func<CancellationToken, ValueTask<INetworkDriver>> _driver;
    private readonly Func<IReadOnlyList<NodeDiscoveryData>> _nodes;
    private readonly TimeSpan _callTimeout;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private int _life;
    private bool _unwanted;

    /// <param name="type">The driver's type, for messages.</param>
    /// <param name="driver">Finds the driver, and makes sure that it is there.</param>
    /// <param name="nodes">What it should know, in the order it should be told.</param>
    /// <param name="callTimeout">How long a call may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where failures go.</param>
    internal NodeFeed(string type, Func<CancellationToken, ValueTask<INetworkDriver>> driver, Func<IReadOnlyList<NodeDiscoveryData>> nodes,
        TimeSpan callTimeout, TimeProvider clock, ILogger logger)
    {
        _type = type;
        _driver = driver;
        _nodes = nodes;
        _callTimeout = callTimeout;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Has the driver told what it does not know yet.</summary>
    internal void Signal() => _signal.Writer.TryWrite(true);

    /// <summary>Has the driver, which was started anew and remembers nothing, told everything.</summary>
    internal void StartOver()
    {
        lock (_lock)
        {
            _told.Clear();
            _life++;
            _unwanted = false;
        }

        Signal();
    }

    /// <summary>Tells whenever there is something to tell, until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        string? lastFailure = null;
        for (var failures = 0; ;)
        {
            try
            {
                if (failures == 0)
                {
                    await _signal.Reader.ReadAsync(cancellationToken);
                }

                await TellAsync(cancellationToken);
                failures = 0;
                lastFailure = null;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure.Message != lastFailure)
                {
                    Log.NotTold(_logger, _type, failure.Message);
                    lastFailure = failure.Message;
                }

                if (!await WaitAsync(++failures, cancellationToken))
                {
                    return;
                }
            }
        }
    }

    private async ValueTask TellAsync(CancellationToken cancellationToken)
    {
        if (IsDone())
        {
            return;
        }

        var driver = await _driver(cancellationToken);
        while (Next(out var life) is ({ } node, var joins))
        {
            using var deadline = new CancellationTokenSource(_callTimeout, _clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
            try
            {
                await (joins ? driver.DiscoverNewAsync(DiscoveryType.NodeDiscovery, node, either.Token)
                    : driver.DiscoverDeleteAsync(DiscoveryType.NodeDiscovery, node, either.Token));
            }
            catch (NetworkException e) when (e.Kind == ErrorKind.NotImplemented)
            {
                lock (_lock)
                {
                    _unwanted = life == _life;
                }
            }

            lock (_lock)
            {
                // Who was started anew meanwhile may not have heard it.
                if (life == _life)
                {
                    Remember(node, joins);
                }
            }
        }
    }

    private void Remember(NodeDiscoveryData node, bool joins)
    {
        if (joins)
        {
            _told[node.Address] = node;
        }
        else
        {
            _told.Remove(node.Address);
        }
    }

    private bool IsDone() => Next(out _).Node is null;

    /// <summary>The next thing to say: departures first, so that an address that changed its meaning is free; null when all is said.</summary>
    private (NodeDiscoveryData? Node, bool Joins) Next(out int life)
    {
        var nodes = _nodes();
        lock (_lock)
        {
            life = _life;
            if (_unwanted)
            {
                return (null, false);
            }

            var gone = _told.Values.FirstOrDefault(told => !nodes.Contains(told));
            return gone is not null ? (gone, false) : (nodes.FirstOrDefault(node => !_told.ContainsKey(node.Address)), true);
        }
    }

    private async ValueTask<bool> WaitAsync(int failures, CancellationToken cancellationToken)
    {
        var wait = failures > 5 ? s_longestWait : TimeSpan.FromSeconds(1 << (failures - 1));
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(Task.Delay(wait, _clock, waiting.Token), _signal.Reader.WaitToReadAsync(waiting.Token).AsTask());
        await waiting.CancelAsync();
        _signal.Reader.TryRead(out _);
        return !cancellationToken.IsCancellationRequested;
    }
}
