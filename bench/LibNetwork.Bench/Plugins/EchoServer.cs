using System.Net.Sockets;
using System.Text;

namespace LibNetwork.Bench.Plugins;

/// <summary>What the socket itself costs: a thread that answers every message with the same bytes, read by nobody.</summary>
internal sealed class EchoServer : IDisposable
{
    private static readonly byte[] Answer = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");

    private readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    internal EchoServer(string path)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(path));
        _listener.Listen();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        using Socket socket = _listener.Accept();
        byte[] request = new byte[4096];
        while (socket.Receive(request) > 0)
        {
            socket.Send(Answer);
        }
    }
}
