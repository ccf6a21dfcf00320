using System.Net.Security;
using System.Net.Sockets;
using LibNetwork.PluginProtocol.Transport;

namespace Dnet.Conformance.Raw;

/// <summary>A connection on which a check writes HTTP by hand.</summary>
internal sealed class RawConnection(Stream stream, string sent, TimeSpan timeout, TimeProvider clock) : IAsyncDisposable
{
    /// <summary>Writes bytes.</summary>
    /// <returns>Whether the plugin took them: it may have closed the connection.</returns>
    internal async Task<bool> TryWriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            await stream.WriteAsync(bytes, either.Token);
            await stream.FlushAsync(either.Token);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Says that nothing more will be written.</summary>
    internal async Task EndWritingAsync()
    {
        try
        {
            await (stream is SslStream secure ? secure.ShutdownAsync() : Task.CompletedTask);
            (stream as NetworkStream)?.Socket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The plugin was faster.
        }
    }

    /// <summary>Reads the answer.</summary>
    /// <returns>Null when the plugin closed the connection without one.</returns>
    /// <exception cref="CheckEndedException">Neither came in time.</exception>
    internal async Task<PluginAnswer?> ReadAsync(CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            return await RawAnswer.ReadAsync(stream, either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Calls.PluginCaller.Silent(sent, $"none came within {Calls.PluginCaller.Seconds(timeout)}, and the connection was not closed either");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => stream.DisposeAsync();
}
