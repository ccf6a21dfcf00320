using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.PluginProtocol.Transport;
using Microsoft.Extensions.Logging;

namespace LibNetwork.PluginClient;

/// <summary>One plugin, shared by all who use it: it is activated on first use, and again whenever the connection to it was lost.</summary>
/// <remarks>Any number of calls at once. Each has a deadline, waits through a short absence of the plugin as far as <see cref="PluginHealth"/>
/// allows, and fails with a <see cref="PluginException"/> that says which plugin and which call.</remarks>
internal sealed partial class Plugin : IDisposable
{
    private readonly PluginLocator _locator;
    private readonly TimeSpan _callTimeout;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly PluginHealth _health;
    private readonly CancellationTokenSource _stop = new();

    internal Plugin(string name, PluginLocator locator, TimeSpan callTimeout, TimeProvider clock, ILogger logger)
    {
        Name = name;
        _locator = locator;
        _callTimeout = callTimeout;
        _clock = clock;
        _logger = logger;
        _health = new PluginHealth(clock);
    }

    /// <summary>The name of its file.</summary>
    internal string Name { get; }

    /// <summary>Called with it when it was activated; must not throw.</summary>
    internal Action<Plugin>? Activated { get; init; }

    internal PluginState State => _health.Reason is not null ? PluginState.Failing : _session is not null ? PluginState.Active : PluginState.NotActivated;

    /// <summary>What is wrong with it; null when nothing is known to be.</summary>
    internal string? Trouble => _health.Reason;

    /// <summary>Whether callers no longer wait for it to come back.</summary>
    internal bool IsGivenUp => _health.IsOpen;

    /// <summary>What it said it implements, when it was activated last.</summary>
    internal IReadOnlyList<string> Implements { get; private set; } = [];

    /// <summary>Makes sure that it is activated and implements something.</summary>
    /// <exception cref="PluginException"><see cref="ErrorKind.NotFound"/>: there is no file for it, or it does not implement
    /// <paramref name="token"/> (B-018); else why it cannot be activated.</exception>
    internal async ValueTask<PluginSession> ActivateAsync(string token, CancellationToken cancellationToken)
    {
        var session = await RunAsync(PluginMethod.Activate, static (session, _) => new ValueTask<PluginSession>(session), cancellationToken);
        return session.Implements.Contains(token, StringComparer.Ordinal) ? session
            : throw new PluginException(ErrorKind.NotFound, "Plugin does not implement the requested driver: "
                + $"plugin={GoText.Quote(Name)}, requested implementation={GoText.Quote(token)}");
    }

    /// <summary>Makes a call.</summary>
    internal ValueTask<TAnswer> CallAsync<TRequest, TAnswer>(string method, TRequest request, JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : PluginResponse, new()
    {
        byte[] body;
        try
        {
            body = JsonSerializer.SerializeToUtf8Bytes(request, requestType);
        }
        catch (JsonException e)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"plugin {Name}: {method}: {e.Message}", e);
        }

        return PostAsync(method, body, answerType, cancellationToken);
    }

    /// <summary>Makes a call that has no arguments: its body is empty (B-006).</summary>
    internal ValueTask<TAnswer> CallAsync<TAnswer>(string method, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : PluginResponse, new() => PostAsync(method, ReadOnlyMemory<byte>.Empty, answerType, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        _stop.Cancel();
        Interlocked.Exchange(ref _session, null)?.Transport.Dispose();
    }

    // Each attempt sends the whole body anew (B-039).
    private async ValueTask<TAnswer> PostAsync<TAnswer>(string method, ReadOnlyMemory<byte> body, JsonTypeInfo<TAnswer> answerType,
        CancellationToken cancellationToken)
        where TAnswer : PluginResponse, new()
    {
        var answer = await RunAsync(method, (session, token) => session.Transport.PostAsync(method, body, token), cancellationToken);
        try
        {
            return PluginAnswers.Read(Name, method, answer, answerType);
        }
        catch (PluginException e)
        {
            if (e.Text.Length > 0)
            {
                Log.Refused(_logger, Name, method, e.Text);
            }
            else
            {
                _health.Misbehaved(e.Message);
            }

            throw;
        }
    }

    /// <summary>
    /// Attempts a call until it is answered: 1. whoever comes while the circuit is open makes one attempt; 2. an attempt activates the plugin
    /// if need be; 3. a connection that failed is tried again after a wait, unless the plugin may have done what must not be done twice;
    /// 4. at the deadline the plugin is asked for a sign of life, so that the next caller need not wait as long.
    /// </summary>
    private async ValueTask<T> RunAsync<T>(string method, Func<PluginSession, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_callTimeout, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token, _stop.Token);
        var started = _clock.GetTimestamp();
        var patient = !_health.IsOpen;
        PluginException? last = null;
        for (var failures = 1; ; failures++)
        {
            var sent = false;
            try
            {
                return await AttemptAsync(method, Send, either.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                throw sent ? await ExplainSilenceAsync(method) : last ?? NotEvenActivated(method);
            }
            catch (PluginException e) when (patient && MayRepeat(method, e) && PluginBackOff.Next(failures, _clock.GetElapsedTime(started)) is { } wait)
            {
                last = e;
                Log.Retrying(_logger, e.Message, wait);
                if (!await WaitAsync(wait, either.Token))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    throw;
                }
            }

            ValueTask<T> Send(PluginSession session, CancellationToken token)
            {
                sent = true;
                return call(session, token);
            }
        }
    }

    private async ValueTask<T> AttemptAsync<T>(string method, Func<PluginSession, CancellationToken, ValueTask<T>> call, CancellationToken cancellationToken)
    {
        var what = $"plugin {Name}: {method}";
        if (_health.IsPaused)
        {
            throw new PluginException(ErrorKind.Unavailable, $"{what}: the plugin is silent ({_health.Reason})") { IsUnreachable = true };
        }

        while (true)
        {
            var session = await OpenAsync(method, cancellationToken);
            try
            {
                return await CallAsync(session, what, call, cancellationToken);
            }
            catch (HttpRequestException e) when (e.InnerException is PluginReplacedException)
            {
                // Nothing was sent: the new process is activated first.
                Drop(session);
            }
        }
    }

    private async ValueTask<T> CallAsync<T>(PluginSession session, string what, Func<PluginSession, CancellationToken, ValueTask<T>> call,
        CancellationToken cancellationToken)
    {
        try
        {
            var answer = await call(session, cancellationToken);
            _health.Succeeded();
            return answer;
        }
        catch (HttpRequestException e) when (e.InnerException is PluginReplacedException)
        {
            throw;
        }
        catch (Exception e) when (e is HttpRequestException or ObjectDisposedException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw Blame(session, TransportFailure.Explain(what, session.Transport.Address.ToString(), e));
        }
    }

    private PluginException Blame(PluginSession session, PluginException failure)
    {
        if (failure.IsUnreachable)
        {
            _health.Failed(failure.Message);
            Drop(session);
        }
        else
        {
            _health.Misbehaved(failure.Message);
        }

        return failure;
    }

    // A plugin that has been there is being restarted; one that never was is a name that somebody mistyped.
    private bool MayRepeat(string method, PluginException failure) => failure.Kind == ErrorKind.NotFound
        ? method != PluginMethod.Activate || _generation > 0
        : failure.IsTransient && (!failure.MayHaveReached || RepeatableMethods.Contains(method));

    private async ValueTask<bool> WaitAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, _clock, cancellationToken);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
