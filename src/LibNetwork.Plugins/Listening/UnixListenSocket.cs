using System.Net.Sockets;
using System.Runtime.InteropServices;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.Plugins.Listening;

/// <summary>A unix socket that is listened on. The socket of a process that is gone is taken over, one that somebody listens on never.</summary>
/// <remarks>Looking, binding and listening happen under a lock of the directory, so of two processes that start at once one wins and the other
/// is told. The file is removed by <see cref="Remove"/>, and only while it is this socket's: closing the socket removes nothing.</remarks>
public sealed class UnixListenSocket
{
    private const int Waiting = 512;

    private const UnixFileMode OwnerAndGroup =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite; // 0660

    private const UnixFileMode Everybody = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead
        | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute; // 0755

    private readonly string _path;
    private readonly (ulong Device, ulong Inode)? _identity;

    private UnixListenSocket(string path, Socket socket) => (_path, Socket, _identity) = (path, socket, Libc.Identity(path));

    /// <summary>The socket. It listens already; who closes it is the caller's business.</summary>
    public Socket Socket { get; }

    /// <summary>Makes the directory of a socket, with mode 0755, unless it is there.</summary>
    /// <param name="path">Absolute path of the socket.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it cannot be made.</exception>
    public static void CreateDirectory(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "/", Everybody);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, e.Message, e);
        }
    }

    /// <summary>Looks whether a path can be listened on; changes nothing.</summary>
    /// <param name="path">Absolute path of the socket.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: somebody listens there;
    /// <see cref="ErrorKind.InvalidParameter"/>: there is no directory, or something else than a socket is there.</exception>
    public static void EnsureFree(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var endPoint = EndPoint(path);
        using var turn = Lock(path);
        EnsureFree(endPoint, path);
    }

    /// <summary>Listens, with mode 0660. Nobody can connect before mode and group are set.</summary>
    /// <param name="path">Absolute path of the socket, at most 107 bytes.</param>
    /// <param name="groupId">The group that owns it; null for the process's own.</param>
    /// <exception cref="NetworkException">As <see cref="EnsureFree(string)"/>; <see cref="ErrorKind.InvalidParameter"/> too when the socket cannot be made.</exception>
    public static UnixListenSocket Listen(string path, uint? groupId = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var endPoint = EndPoint(path);
        using var turn = Lock(path);
        EnsureFree(endPoint, path);
        File.Delete(path);
        // Not by Socket.Bind: closing such a socket removes whatever is at its path by then.
        var handle = Libc.CreateUnixSocket() ?? throw Invalid(path, Libc.LastError);
        try
        {
            return Libc.Bind(handle, Bytes(endPoint)) ? Open(path, groupId, handle) : throw Invalid(path, Libc.LastError);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Removes the file, if it is still this socket's. Call it before the socket is closed; clients that wait are still served.</summary>
    public void Remove()
    {
        if (!Directory.Exists(Path.GetDirectoryName(_path)))
        {
            return;
        }

        using var turn = DirectoryLock.Take(Path.GetDirectoryName(_path)!);
        if (_identity is { } identity && Libc.Identity(_path) == identity)
        {
            File.Delete(_path);
        }
    }

    private static DirectoryLock Lock(string path) =>
        Path.GetDirectoryName(path) is { } directory && !Directory.Exists(directory)
            ? throw Invalid(path, $"there is no directory {directory}; create it first")
            : DirectoryLock.Take(Path.GetDirectoryName(path) ?? "/");

    private static void EnsureFree(UnixDomainSocketEndPoint endPoint, string path)
    {
        if (Libc.Identity(path) is null)
        {
            return;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(endPoint);
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused && PluginFile.IsSocket(path))
        {
            return;
        }
        catch (SocketException e)
        {
            var reason = Marshal.GetPInvokeErrorMessage(e.NativeErrorCode).ToLowerInvariant();
            throw Invalid(path, $"it is not a socket that can be taken over ({reason}); remove it first", e);
        }

        throw new NetworkException(ErrorKind.Conflict, $"unix://{path}: another process listens there; stop it, or choose another path");
    }

    private static UnixListenSocket Open(string path, uint? groupId, SafeSocketHandle handle)
    {
        try
        {
            File.SetUnixFileMode(path, OwnerAndGroup);
            if (groupId is { } group && !Libc.ChangeGroup(path, group))
            {
                throw Invalid(path, $"group {group}: {Libc.LastError}");
            }

            return Libc.Listen(handle, Waiting) ? new UnixListenSocket(path, new Socket(handle)) : throw Invalid(path, Libc.LastError);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    private static UnixDomainSocketEndPoint EndPoint(string path)
    {
        try
        {
            return new UnixDomainSocketEndPoint(path);
        }
        catch (ArgumentException e)
        {
            throw Invalid(path, "the path of a socket has 1 to 107 bytes; choose a shorter one", e);
        }
    }

    private static Memory<byte> Bytes(UnixDomainSocketEndPoint endPoint)
    {
        var address = endPoint.Serialize();
        return address.Buffer[..address.Size];
    }

    private static NetworkException Invalid(string path, string reason, Exception? inner = null) =>
        new(ErrorKind.InvalidParameter, $"unix://{path}: {reason}", inner);
}
