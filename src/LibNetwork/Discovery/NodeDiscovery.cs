using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Discovery;

/// <summary>Node discovery: watches where the nodes are told, settles which of them are present, and keeps every driver told (A-009, H-032).</summary>
internal sealed class NodeDiscovery : IAsyncDisposable
{
    private static readonly TimeSpan s_sourceRetry = TimeSpan.FromSeconds(2);

    private readonly NodeDiscoveryOptions _options;
    private readonly Func<CancellationToken, ValueTask<IReadOnlyCollection<IPAddress>>> _localAddresses;
    private readonly TimeSpan _callTimeout;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly ConcurrentDictionary<string, NodeFeed> _feeds = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Task> _running = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<IReadOnlyCollection<IPAddress>> _told =
        Channel.CreateBounded<IReadOnlyCollection<IPAddress>>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });

    private IReadOnlyCollection<IPAddress> _own = [];
    private volatile IReadOnlyList<DiscoveredNode> _nodes = [];
    private volatile IReadOnlyList<NodeDiscoveryData> _messages = [];

    /// <param name="options">Where nodes are told.</param>
    /// <param name="localAddresses">The addresses of this host, asked for whenever the nodes change.</param>
    /// <param name="callTimeout">How long a call to a driver may take.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where joins, departures and failures go.</param>
    internal NodeDiscovery(NodeDiscoveryOptions options, Func<CancellationToken, ValueTask<IReadOnlyCollection<IPAddress>>> localAddresses,
        TimeSpan callTimeout, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _localAddresses = localAddresses;
        _callTimeout = callTimeout;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>The nodes that are present, this one first, then by address.</summary>
    internal IReadOnlyList<DiscoveredNode> Nodes => _nodes;

    /// <summary>Begins to watch.</summary>
    internal void Start()
    {
        _running.Add(Task.Run(() => WatchAsync(_stop.Token)));
        _running.Add(Task.Run(() => SettleAsync(_stop.Token)));
    }

    /// <summary>Has a driver told, from now on: one that registers later is told what holds then, one that was started anew everything again.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="driver">Finds it, and makes sure that it is there.</param>
    internal void Tell(string type, Func<CancellationToken, ValueTask<INetworkDriver>> driver)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        var made = new NodeFeed(type, driver, () => _messages, _callTimeout, _clock, _logger);
        var feed = _feeds.GetOrAdd(type, made);
        if (feed == made)
        {
            _running.Add(Task.Run(() => feed.RunAsync(_stop.Token)));
        }

        feed.StartOver();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_running);
        _stop.Dispose();
    }

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        string? lastFailure = null;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var told in _options.Source.WatchAsync(cancellationToken))
                {
                    lastFailure = null;
                    _told.Writer.TryWrite(told);
                }

                return;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (failure.Message != lastFailure)
                {
                    lastFailure = failure.Message;
                    Log.SourceFailed(_logger, _options.Source.Description, failure.Message);
                }
            }

            if (!await PauseAsync(cancellationToken))
            {
                return;
            }
        }
    }

    private async ValueTask<bool> PauseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(s_sourceRetry, _clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        var set = new NodeSet(_options.LeaveDelay);
        try
        {
            while (true)
            {
                if (await NextAsync(set.NextDeparture, cancellationToken) is { } told)
                {
                    set.Tell(told, _clock.GetUtcNow());
                }
                else
                {
                    set.Pass(_clock.GetUtcNow());
                }

                await PublishAsync(set.Present, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>What is told next; null when a missing node's time is over first.</summary>
    private async ValueTask<IReadOnlyCollection<IPAddress>?> NextAsync(DateTimeOffset? departure, CancellationToken cancellationToken)
    {
        if (departure is not { } time)
        {
            return await _told.Reader.ReadAsync(cancellationToken);
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var wait = time - _clock.GetUtcNow();
        await Task.WhenAny(Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, _clock, waiting.Token), _told.Reader.WaitToReadAsync(waiting.Token).AsTask());
        await waiting.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return _told.Reader.TryRead(out var told) ? told : null;
    }

    private async ValueTask PublishAsync(IReadOnlyCollection<IPAddress> present, CancellationToken cancellationToken)
    {
        var own = _options.AdvertiseAddress is { } advertised ? [advertised] : await OwnAddressesAsync(cancellationToken);
        var all = _options.AdvertiseAddress is { } self && !present.Contains(self) ? present.Append(self) : present;
        IReadOnlyList<DiscoveredNode> nodes = [.. all.Select(address => new DiscoveredNode(address, own.Contains(address)))
            .OrderByDescending(node => node.IsSelf).ThenBy(node => Convert.ToHexString(node.Address.MapToIPv6().GetAddressBytes()), StringComparer.Ordinal)];
        var before = _nodes;
        if (nodes.SequenceEqual(before))
        {
            return;
        }

        _messages = [.. nodes.Select(Message)];
        _nodes = nodes;
        foreach (var node in before.Except(nodes))
        {
            Log.Left(_logger, Describe(node));
        }

        foreach (var node in nodes.Except(before))
        {
            Log.Joined(_logger, Describe(node));
        }

        foreach (var feed in _feeds.Values)
        {
            feed.Signal();
        }
    }

    private async ValueTask<IReadOnlyCollection<IPAddress>> OwnAddressesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return _own = await _localAddresses(cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            Log.SourceFailed(_logger, "addresses of this host", failure.Message);
            return _own;
        }
    }

    private NodeDiscoveryData Message(DiscoveredNode node) =>
        new(node.Address.ToString(), node.IsSelf, node.IsSelf && _options.BindAddress is { } bind ? bind.ToString() : "");

    private static string Describe(DiscoveredNode node) => node.IsSelf ? $"{node.Address} (this one)" : node.Address.ToString();
}
