using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.Bench.Contestants;

/// <summary>A TCP connection between two sandboxes over which a little flows all the time; remembers the longest time that nothing arrived.</summary>
internal sealed class SteadyStream : IAsyncDisposable
{
    private const int Port = 7001;
    private readonly CancellationTokenSource _stop = new();
    private readonly Socket _sender;
    private readonly Socket _receiver;
    private readonly Task _flow;
    private long _longest;

    private SteadyStream(Socket sender, Socket receiver)
    {
        (_sender, _receiver) = (sender, receiver);
        _flow = Task.WhenAll(Task.Run(SendAsync), Task.Run(ReceiveAsync));
    }

    /// <summary>The longest time so far that nothing arrived.</summary>
    internal TimeSpan LongestPause => TimeSpan.FromTicks(Interlocked.Read(ref _longest));

    /// <param name="from">Namespace of the sender.</param>
    /// <param name="to">Namespace of the receiver.</param>
    /// <param name="address">The receiver's address.</param>
    /// <param name="cancellationToken">Ends the wait for the connection early.</param>
    internal static async Task<SteadyStream> OpenAsync(string from, string to, string address, CancellationToken cancellationToken)
    {
        using NetworkNamespace source = NetworkNamespace.Open(from);
        using NetworkNamespace target = NetworkNamespace.Open(to);
        using Socket listener = await target.RunAsync(() => Make(IPAddress.Any), cancellationToken);
        listener.Listen();
        Socket sender = await source.RunAsync(() => Make(null), cancellationToken);
        await sender.ConnectAsync(IPEndPoint.Parse($"{address}:{Port}"), cancellationToken);
        sender.NoDelay = true;
        return new SteadyStream(sender, await listener.AcceptAsync(cancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _sender.Dispose();
        await _flow;
        _receiver.Dispose();
        _stop.Dispose();
    }

    /// <summary>A socket belongs to the namespace it was made in; what is done with it later is done there.</summary>
    private static Socket Make(IPAddress? bindTo)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (bindTo is not null)
        {
            socket.Bind(new IPEndPoint(bindTo, Port));
        }

        return socket;
    }

    private async Task SendAsync()
    {
        byte[] chunk = new byte[4096];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                await _sender.SendAsync(chunk);
                await Task.Delay(1, _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task ReceiveAsync()
    {
        byte[] buffer = new byte[65536];
        long last = Stopwatch.GetTimestamp();
        try
        {
            while (await _receiver.ReceiveAsync(buffer) > 0)
            {
                long pause = Stopwatch.GetElapsedTime(last).Ticks;
                last = Stopwatch.GetTimestamp();
                if (pause > Interlocked.Read(ref _longest))
                {
                    Interlocked.Exchange(ref _longest, pause);
                }
            }
        }
        catch (SocketException)
        {
        }
    }
}
