using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dnet.Tests.Conformance;

/// <summary>A plugin written without the SDK: HTTP by hand on a unix socket, <see cref="ModelDriver"/> behind it.</summary>
internal sealed class RawPlugin : IAsyncDisposable
{
    private const int LargestBody = 1 << 20;

    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-raw-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<RawRequest, Func<Task<RawReply>>, Task<RawReply>> _handle;
    private readonly bool _oneAtATime;
    private readonly bool _bodies;
    private readonly Socket _listener;
    private readonly Task _accepting;

    /// <summary>Starts it.</summary>
    /// <param name="handle">In what it differs from a correct plugin: is given a request and the correct way to answer it.</param>
    /// <param name="driver">What it remembers.</param>
    /// <param name="socket">Its socket; by default one of its own.</param>
    /// <param name="oneAtATime">Whether it serves one connection at a time.</param>
    /// <param name="wantsBodies">Whether it waits for a body where there is none.</param>
    /// <param name="tcp">Whether it listens on TCP instead.</param>
    internal RawPlugin(
        Func<RawRequest, Func<Task<RawReply>>, Task<RawReply>>? handle = null,
        ModelDriver? driver = null,
        string? socket = null,
        bool oneAtATime = false,
        bool wantsBodies = false,
        bool tcp = false)
    {
        Driver = driver ?? new ModelDriver();
        Socket = socket ?? Path.Combine(_directory, "raw.sock");
        _handle = handle ?? ((_, correct) => correct());
        _oneAtATime = oneAtATime;
        _bodies = wantsBodies;
        _listener = tcp
            ? new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            : new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _listener.Bind(tcp ? new IPEndPoint(IPAddress.Loopback, 0) : new UnixDomainSocketEndPoint(Socket));
        _listener.Listen(128);
        Address = tcp ? $"tcp://127.0.0.1:{((IPEndPoint)_listener.LocalEndPoint!).Port}" : $"unix://{Socket}";
        _accepting = AcceptAsync();
    }

    internal ModelDriver Driver { get; }

    internal string Socket { get; }

    internal string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        File.Delete(Socket);
        await _accepting;
        Directory.Delete(_directory, recursive: true);
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var connection = await _listener.AcceptAsync(_stop.Token);
                var task = ServeAsync(connection);
                if (_oneAtATime)
                {
                    await task;
                }
                else
                {
                    serving.Add(task);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            while (await ReadAsync(stream) is { } request)
            {
                var reply = request.TooLarge ? RawReply.Refuse("too large", 413)
                    : await _handle(request, () => Task.FromResult(Driver.Handle(request)));
                if (reply is RawReply.Die)
                {
                    _listener.Dispose();
                    await _stop.CancelAsync();
                }

                if (reply is RawReply.Hang)
                {
                    await Task.Delay(Timeout.Infinite, _stop.Token);
                }

                if (reply is not RawReply.Answer answer)
                {
                    return;
                }

                var body = Encoding.UTF8.GetBytes(answer.Body);
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {answer.Status} Said\r\nContent-Length: {body.Length}\r\n{(_oneAtATime ? "Connection: close\r\n" : "")}\r\n"), _stop.Token);
                await stream.WriteAsync(body, _stop.Token);
                if (request.TooLarge || _oneAtATime)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException)
        {
            // The other side went away, or the test is over.
        }
    }

    /// <summary>Reads a request; null when there is none any more, or what comes is none.</summary>
    private async Task<RawRequest?> ReadAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        if (head.ToString().Split(' ') is not ["POST", var path, ..])
        {
            return null;
        }

        var length = head.ToString().Split("\r\n").Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line.Split(':')[1])).FirstOrDefault();
        if (length > LargestBody)
        {
            return new RawRequest(path[1..], []) { TooLarge = true };
        }

        var body = new byte[_bodies ? Math.Max(length, 2) : length];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return new RawRequest(path[1..], body) { HasLength = head.ToString().Contains("Content-Length:", StringComparison.OrdinalIgnoreCase) };
    }
}
