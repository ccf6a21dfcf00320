using System.Globalization;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginClient;

/// <content>The handshake, and what is done when nothing comes back.</content>
internal sealed partial class Plugin
{
    // A handshake is asked for and answered at once by any plugin that lives.
    private static readonly TimeSpan s_handshakeTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_probeTimeout = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private PluginSession? _session;
    private Task<PluginSession>? _opening;
    private int _generation;

    /// <summary>The session, made if there is none; all who need one meanwhile wait for the same handshake (B-016).</summary>
    private async ValueTask<PluginSession> OpenAsync(string method, CancellationToken cancellationToken)
    {
        Task<PluginSession> opening;
        lock (_lock)
        {
            if (_session is { } open)
            {
                return open;
            }

            opening = _opening ??= Task.Run(ShakeHandsAsync, CancellationToken.None);
        }

        try
        {
            return await opening.WaitAsync(cancellationToken);
        }
        catch (PluginException e) when (method != PluginMethod.Activate && e.Kind == ErrorKind.NotFound)
        {
            // What the caller asked for exists; it is the plugin behind it that is missing.
            throw new PluginException(ErrorKind.Unavailable, $"plugin {Name}: {method}: {e.Message}", e) { IsUnreachable = true, IsTransient = true };
        }
    }

    /// <summary>Looks the plugin up, since its address may have changed, and activates it. A failure leaves nothing behind: the next one who
    /// needs a session begins anew (B-017).</summary>
    private async Task<PluginSession> ShakeHandsAsync()
    {
        PluginTransport? transport = null;
        try
        {
            transport = Connect();
            var session = await HandshakeAsync(transport);
            lock (_lock)
            {
                if (_stop.IsCancellationRequested)
                {
                    throw Stopping(PluginMethod.Activate);
                }

                _session = session;
                Implements = session.Implements;
            }

            _health.Succeeded();
            Log.Activated(_logger, Name, transport.Address.ToString(), string.Join(", ", session.Implements));
            Activated?.Invoke(this);
            return session;
        }
        catch
        {
            transport?.Dispose();
            throw;
        }
        finally
        {
            lock (_lock)
            {
                _opening = null;
            }
        }
    }

    private PluginTransport Connect()
    {
        try
        {
            return new PluginTransport(_locator.Find(Name));
        }
        catch (NetworkException e)
        {
            _health.Failed(e.Message);
            throw new PluginException(e.Kind, e.Message, e) { IsUnreachable = e.Kind == ErrorKind.NotFound };
        }
    }

    private async ValueTask<PluginSession> HandshakeAsync(PluginTransport transport)
    {
        var limit = _health.IsOpen ? s_probeTimeout : s_handshakeTimeout;
        using var timeout = new CancellationTokenSource(limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stop.Token);
        var call = $"plugin {Name}: {PluginMethod.Activate}";
        try
        {
            var answer = await transport.PostAsync(PluginMethod.Activate, ReadOnlyMemory<byte>.Empty, either.Token);
            var manifest = PluginAnswers.Read(Name, PluginMethod.Activate, answer, PluginJson.Default.ActivateResponse);
            return new PluginSession(transport, manifest.Implements ?? [], Interlocked.Increment(ref _generation));
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            _health.FellSilent($"no answer to {PluginMethod.Activate} within {Seconds(limit)}");
            throw new PluginException(ErrorKind.Unavailable, $"{call}: no answer within {Seconds(limit)}") { IsUnreachable = true };
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw Stopping(PluginMethod.Activate);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            var failure = TransportFailure.Explain(call, transport.Address.ToString(), e);
            if (failure.IsUnreachable)
            {
                _health.Failed(failure.Message);
            }
            else
            {
                _health.Misbehaved(failure.Message);
            }

            throw failure;
        }
        catch (PluginException e)
        {
            _health.Misbehaved(e.Text.Length > 0 ? $"{PluginMethod.Activate}: {e.Text}" : e.Message);
            throw e.Text.Length == 0 ? e : new PluginException(e.Kind == ErrorKind.NotFound ? ErrorKind.Internal : e.Kind,
                $"{call}: {e.Text}", e) { Status = e.Status, Text = e.Text };
        }
    }

    /// <summary>A call was not answered in time: the plugin is slow, or it hangs altogether, which a handshake tells.</summary>
    private async ValueTask<PluginException> ExplainSilenceAsync(string method)
    {
        if (_stop.IsCancellationRequested)
        {
            return Stopping(method);
        }

        if (_session is { } session && !await IsAliveAsync(session.Transport))
        {
            _health.FellSilent($"no answer to {method} within {Seconds(_callTimeout)}");
            Drop(session);
        }

        return new PluginException(ErrorKind.Timeout, $"plugin {Name}: {method}: no answer within {Seconds(_callTimeout)}")
        {
            IsUnreachable = _health.IsOpen,
            MayHaveReached = true,
        };
    }

    // The deadline came before the handshake's own.
    private PluginException NotEvenActivated(string method) => _stop.IsCancellationRequested ? Stopping(method)
        : new PluginException(ErrorKind.Timeout, $"plugin {Name}: {method}: no answer to {PluginMethod.Activate} within {Seconds(_callTimeout)}") { IsUnreachable = true };

    /// <summary>Asks for a sign of life; what came of it is in <see cref="State"/>.</summary>
    internal async ValueTask ProbeAsync(CancellationToken cancellationToken)
    {
        if (_session is { } session && !await IsAliveAsync(session.Transport))
        {
            Drop(session);
        }

        try
        {
            await OpenAsync(PluginMethod.Activate, cancellationToken);
        }
        catch (PluginException)
        {
            // The state says it.
        }
    }

    private async ValueTask<bool> IsAliveAsync(PluginTransport transport)
    {
        try
        {
            using var limit = new CancellationTokenSource(s_probeTimeout, _clock);
            await transport.PostAsync(PluginMethod.Activate, ReadOnlyMemory<byte>.Empty, limit.Token);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            return false;
        }
    }

    private PluginException Stopping(string method) =>
        new(ErrorKind.Unavailable, $"plugin {Name}: {method}: the controller is stopping") { IsUnreachable = true };

    private void Drop(PluginSession session)
    {
        if (Interlocked.CompareExchange(ref _session, null, session) == session)
        {
            session.Transport.Dispose();
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");
}
