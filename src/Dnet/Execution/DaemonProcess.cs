using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Dnet.Execution;

/// <summary>The process behind a unix socket.</summary>
internal static class DaemonProcess
{
    private const int SocketLevel = 1; // SOL_SOCKET
    private const int PeerCredentials = 17; // SO_PEERCRED
    private const int CredentialBytes = 12; // struct ucred: pid, uid, gid

    /// <summary>Its id as seen from here, even when it lives in another process namespace; null when the kernel does not say.</summary>
    internal static int? OfSocket(string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Connect(new UnixDomainSocketEndPoint(path));
            Span<byte> credentials = stackalloc byte[CredentialBytes];
            socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
            return MemoryMarshal.Read<int>(credentials) is > 0 and var pid ? pid : null;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
