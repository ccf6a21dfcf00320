using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Dnetd.ExternalKeys;
using LibNetwork;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Listening;

namespace Dnetd.Hosting;

/// <summary>The socket at which the hook of a container runtime names namespaces: <c>EXEC-ROOT/libnetwork/INSTANCE.sock</c>, for root alone (C-139, C-141).</summary>
internal sealed class ExternalKeySocket : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly NetworkController _controller;
    private readonly ILogger _logger;
    private readonly UnixListenSocket _file;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    private ExternalKeySocket(NetworkController controller, UnixListenSocket file, ILogger logger)
    {
        (_controller, _file, _logger) = (controller, file, logger);
        _serving = ServeAsync();
    }

    /// <summary>Listens.</summary>
    /// <exception cref="DaemonException">The socket cannot be made.</exception>
    internal static ExternalKeySocket Start(string execRoot, NetworkController controller, ILogger logger)
    {
        var path = Path.Combine(execRoot, "libnetwork", $"{controller.InstanceId}.sock");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            var file = UnixListenSocket.Listen(path);
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            return new ExternalKeySocket(controller, file, logger);
        }
        catch (NetworkException e)
        {
            throw new DaemonException($"socket for external keys: {e.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        _file.Remove();
        await _stop.CancelAsync();
        await _serving;
        _file.Socket.Dispose();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _file.Socket.AcceptAsync(_stop.Token);
                _ = AnswerAsync(client);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException e)
            {
                // A client that gave up, or no descriptor left: the next one is served.
                _logger.ExternalKeyClientGone(e.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100));
            }
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        deadline.CancelAfter(Patience);
        await using var stream = new NetworkStream(client, ownsSocket: true);
        try
        {
            var answer = await SetAsync(await ExternalKeyMessage.ReadAsync(stream, deadline.Token), deadline.Token);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer), deadline.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException)
        {
            _logger.ExternalKeyClientGone(e.Message);
        }
        catch (JsonException e)
        {
            await TellAsync(stream, $"invalid message: {e.Message}");
        }
        catch (Exception e)
        {
            // Whatever it is, the hook is told, since its container waits for the answer.
            await TellAsync(stream, e.Message);
        }
    }

    private async Task<string> SetAsync(ExternalKeyMessage message, CancellationToken cancellationToken)
    {
        try
        {
            var sandbox = _controller.Sandboxes.FirstOrDefault(sandbox => sandbox.Name == message.ContainerId || sandbox.Id == message.ContainerId);
            if (sandbox is null)
            {
                return $"no sandbox present for {message.ContainerId}";
            }

            await sandbox.SetKeyAsync(message.Key, cancellationToken);
            return ExternalKeyMessage.Success;
        }
        catch (NetworkException refused)
        {
            return refused.Message;
        }
    }

    private static async Task TellAsync(NetworkStream stream, string answer)
    {
        try
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes(answer));
        }
        catch (IOException)
        {
            // Whoever asked is gone.
        }
    }
}
