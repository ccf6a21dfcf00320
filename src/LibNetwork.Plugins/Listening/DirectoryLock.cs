using LibNetwork.DriverApi;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Plugins.Listening;

/// <summary>Keeps other processes of this project from looking at a directory's sockets, and putting theirs there, at the same time.</summary>
/// <remarks>The lock is on the directory itself, so that nothing is left in it; it ends with the process.</remarks>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SafeFileHandle _directory;

    private DirectoryLock(SafeFileHandle directory) => _directory = directory;

    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the directory cannot be opened;
    /// <see cref="ErrorKind.Unavailable"/>: somebody keeps it locked.</exception>
    internal static DirectoryLock Take(string path)
    {
        var directory = Libc.OpenDirectory(path)
            ?? throw new NetworkException(ErrorKind.InvalidParameter, $"directory {path}: {Libc.LastError}");
        var started = TimeProvider.System.GetTimestamp();
        while (!Libc.TryLock(directory))
        {
            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                directory.Dispose();
                throw new NetworkException(ErrorKind.Unavailable, $"directory {path}: another process keeps it locked; try again");
            }

            Thread.Sleep(5);
        }

        return new DirectoryLock(directory);
    }

    public void Dispose() => _directory.Dispose();
}
