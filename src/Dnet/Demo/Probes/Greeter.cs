using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Dnet.Demo.Probes;

/// <summary>A TCP server that greets whoever connects.</summary>
internal static class Greeter
{
    /// <summary>The line that says that it listens.</summary>
    internal const string Ready = "listening";

    /// <summary>Serves until its standard input ends, which is when the demo does.</summary>
    internal static async Task RunAsync(int port, string greeting, TextReader input, TextWriter output)
    {
        using var listener = new Socket(AddressFamily.InterNetworkV6, SocketType.Stream, ProtocolType.Tcp) { DualMode = true };
        listener.Bind(new IPEndPoint(IPAddress.IPv6Any, port));
        listener.Listen();
        await output.WriteLineAsync(Ready);
        await output.FlushAsync();
        // Reading the console asynchronously blocks all the same.
        Task end = Task.Run(input.ReadToEnd);
        while (true)
        {
            Task<Socket> next = listener.AcceptAsync();
            if (await Task.WhenAny(next, end) == end)
            {
                return;
            }

            using Socket visitor = await next;
            await visitor.SendAsync(Encoding.UTF8.GetBytes(greeting + "\n"));
        }
    }
}
