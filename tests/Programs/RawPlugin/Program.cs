using System.Net.Sockets;
using RawPlugin;

// RawPlugin SOCKET DIRECTORY: a network and IPAM driver as somebody would write it who has nothing but the protocol's description.
var (socketPath, directory) = (args[0], args[1]);
var verbs = new Verbs(directory, new NetworkVerbs(directory), new IpamVerbs());
File.Delete(socketPath);
using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
listener.Bind(new UnixDomainSocketEndPoint(socketPath));
listener.Listen(128);
Console.WriteLine("listening");
while (true)
{
    var connection = await listener.AcceptAsync();
    _ = Task.Run(() => HttpConnection.ServeAsync(connection, verbs.AnswerAsync));
}
