using System.Globalization;
using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.PluginProtocol.Transport;

namespace Dnet.Conformance.Calls;

/// <summary>Calls one plugin, each call with a deadline. From any thread.</summary>
internal sealed class PluginCaller(Func<PluginAddress> locate, TimeSpan timeout, TimeProvider clock) : IDisposable
{
    private PluginTransport _transport = new(locate());

    /// <summary>Where the plugin listens.</summary>
    internal PluginAddress Address => _transport.Address;

    /// <summary>How long a call may take.</summary>
    internal TimeSpan Timeout => timeout;

    /// <summary>The clock of deadlines and pauses.</summary>
    internal TimeProvider Clock => clock;

    /// <summary>Makes a call with JSON, or with nothing.</summary>
    internal Task<Exchange> CallAsync(string method, string body, CancellationToken cancellationToken) =>
        CallAsync(method, Encoding.UTF8.GetBytes(body), cancellationToken);

    /// <summary>Makes a call with any body.</summary>
    /// <exception cref="CheckEndedException">A failure and a silence: no answer came, or not in time.</exception>
    internal async Task<Exchange> CallAsync(string method, byte[] body, CancellationToken cancellationToken)
    {
        var sent = $"{method} {WireText.Of(body)}";
        try
        {
            return new Exchange(method, sent, await PostAsync(method, body, cancellationToken));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Silent(sent, $"none came within {Seconds(timeout)}");
        }
        catch (HttpRequestException e)
        {
            throw Silent(sent, $"none came: {WireText.Of(Reason(e))}");
        }
    }

    /// <summary>Makes a call and lets what goes wrong through.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, or took too long.</exception>
    internal async Task<PluginAnswer> PostAsync(string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        return await _transport.PostAsync(method, body, either.Token);
    }

    /// <summary>Finds the plugin anew, and gives up the connections to what it was.</summary>
    /// <returns>False when there is no file for it yet.</returns>
    internal bool TryReconnect()
    {
        var old = _transport;
        try
        {
            _transport = new PluginTransport(locate());
        }
        catch (NetworkException)
        {
            return false;
        }

        old.Dispose();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();

    internal static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.###} s");

    internal static CheckEndedException Silent(string sent, string came) =>
        new(Verdict.Fail, $"sent {sent}; expected an answer; {came}") { IsSilence = true };

    private static string Reason(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.ResponseEnded => "the plugin closed the connection",
        HttpRequestError.InvalidResponse => "what came is not HTTP",
        _ => e.InnerException is { } inner ? inner.Message : e.Message,
    };
}
