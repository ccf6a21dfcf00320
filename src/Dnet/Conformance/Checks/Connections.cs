using System.Text;
using Dnet.Conformance.Raw;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance.Checks;

/// <summary>Clients that are large, slow, or not there any more.</summary>
internal static class Connections
{
    private const int Oversized = 10 << 20;
    private const int Stuck = 8;
    private const int Pieces = 8;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("connections/oversized", "a body of 10 MB is answered", "HTTP/1.1, RFC 9110", Roles.None, OversizedAsync),
        new("connections/half-sent", "a client that goes away is forgotten", "HTTP/1.1, RFC 9112", Roles.None, HalfSentAsync),
        new("connections/cut-off", "a body that ends too early is refused", "HTTP/1.1, RFC 9112", Roles.None, CutOffAsync),
        new("connections/slow", "a body that comes in pieces is waited for", "HTTP/1.1, RFC 9112", Roles.None, SlowAsync),
        new("connections/stuck", "clients that are stuck hold nobody up", "driver contract, threading", Roles.None, StuckAsync),
        new("connections/not-http", "what is not HTTP does no harm", "HTTP/1.1, RFC 9112", Roles.None, NotHttpAsync),
    ];

    private static async Task OversizedAsync(Trial trial)
    {
        // A leave that concerns nobody, so that a plugin that reads all of it does nothing.
        var method = trial.Roles.HasFlag(Roles.Ipam) && !trial.Roles.HasFlag(Roles.Network) ? PluginMethod.ReleaseAddress : PluginMethod.Leave;
        var body = Encoding.ASCII.GetBytes($$"""{"NetworkID":"{{Trial.NewId()}}","Padding":"{{new string('x', Oversized)}}"}""");
        var sent = $"{method} with a body of {body.Length} bytes";
        await using (var connection = await trial.Raw.OpenAsync(sent))
        {
            // The answer may come before all is sent, and the connection be closed then.
            var writing = connection.TryWriteAsync((byte[])[.. RawCalls.Head(method, body.Length), .. body], trial.Cancellation);
            var answer = await connection.ReadAsync(trial.Cancellation);
            await writing;
            if (answer is null)
            {
                await trial.MustStillAnswerAsync($"after {sent}");
                throw new CheckEndedException(Verdict.Warn, $"sent {sent}; expected an answer, such as 413; the plugin closed the connection without one");
            }
        }

        await trial.MustStillAnswerAsync($"after {sent}");
    }

    private static async Task HalfSentAsync(Trial trial)
    {
        for (var i = 0; i < Stuck; i++)
        {
            await using var connection = await trial.Raw.OpenAsync("half a request");
            await connection.TryWriteAsync((byte[])[.. RawCalls.Head(PluginMethod.Leave, 1000), .. "{\"NetworkID\":"u8], trial.Cancellation);
        }

        await trial.MustStillAnswerAsync($"after {Stuck} clients went away in the middle of a request");
    }

    private static async Task CutOffAsync(Trial trial)
    {
        foreach (var method in trial.MethodsWithArguments())
        {
            var sent = $"{method} with 13 bytes of a body of 1000, and no more";
            await using var connection = await trial.Raw.OpenAsync(sent);
            await connection.TryWriteAsync((byte[])[.. RawCalls.Head(method, 1000), .. "{\"NetworkID\":"u8], trial.Cancellation);
            await connection.EndWritingAsync();
            if (await connection.ReadAsync(trial.Cancellation) is { } answer)
            {
                new Exchange(method, sent, answer).MustBeRefused("the body is not complete");
            }
        }

        await trial.MustStillAnswerAsync("after a body that ended too early");
    }

    private static async Task SlowAsync(Trial trial)
    {
        var body = Trial.Bytes("\"a text in pieces\"");
        var sent = $"Plugin.Activate in {Pieces} pieces";
        await using var connection = await trial.Raw.OpenAsync(sent);
        var request = (byte[])[.. RawCalls.Head(PluginMethod.Activate, body.Length), .. body];
        foreach (var piece in request.Chunk((request.Length / Pieces) + 1))
        {
            await connection.TryWriteAsync(piece, trial.Cancellation);
            await Task.Delay(s_pause, trial.Plugin.Clock, trial.Cancellation);
        }

        (await trial.Raw.AnswerAsync(connection, PluginMethod.Activate, sent)).MustBeUnderstood();
    }

    private static async Task StuckAsync(Trial trial)
    {
        var stuck = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Stuck; i++)
            {
                var connection = await trial.Raw.OpenAsync("half a request");
                stuck.Add(connection);
                await connection.TryWriteAsync((byte[])[.. RawCalls.Head(PluginMethod.Leave, 1000), .. "{\"NetworkID\":"u8], trial.Cancellation);
            }

            await trial.MustStillAnswerAsync($"while {Stuck} other clients have sent half a request");
        }
        finally
        {
            foreach (var connection in stuck)
            {
                await connection.DisposeAsync();
            }
        }
    }

    private static async Task NotHttpAsync(Trial trial)
    {
        foreach (var bytes in new byte[][] { [0, 1, 2, 255, 254, 13, 10, 13, 10], [.. "GET\r\n\r\n"u8] })
        {
            await using var connection = await trial.Raw.OpenAsync("bytes that are not HTTP");
            await connection.TryWriteAsync(bytes, trial.Cancellation);
            await connection.EndWritingAsync();
            await connection.ReadAsync(trial.Cancellation);
        }

        await trial.MustStillAnswerAsync("after bytes that are not HTTP");
    }
}
