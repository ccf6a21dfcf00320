namespace LibNetwork.Bench.Floor;

/// <summary>A network namespace pinned to a path, with a socket inside.</summary>
/// <remarks>Made and used by one thread, which leaves its namespace for a moment and comes back.</remarks>
internal sealed class FloorNamespace : IDisposable
{
    private const string ThreadNamespace = "/proc/thread-self/ns/net";
    private readonly string _path;

    /// <param name="home">Descriptor of the namespace to come back to.</param>
    /// <param name="path">Where to pin it; must not exist.</param>
    /// <param name="answer">The thread's answer buffer.</param>
    internal FloorNamespace(int home, string path, byte[] answer)
    {
        _path = path;
        Libc.Check(Libc.Unshare(Libc.NewNetworkNamespace), "unshare");
        _ = Libc.Close(Libc.Check(Libc.Open(path, Libc.CreateExclusive | Libc.CloseOnExec, 0x124), path));
        Libc.Check(Libc.Mount(ThreadNamespace, path, "none", Libc.BindMount, 0), "mount");
        Descriptor = Libc.Check(Libc.Open(ThreadNamespace, Libc.CloseOnExec, 0), ThreadNamespace);
        Socket = new FloorSocket(answer);
        if (Libc.SetNamespace(home, Libc.NewNetworkNamespace) < 0)
        {
            Environment.FailFast("the floor's thread cannot go home to its namespace");
        }
    }

    internal int Descriptor { get; }

    internal FloorSocket Socket { get; }

    internal static int OpenOwn() => Libc.Check(Libc.Open(ThreadNamespace, Libc.CloseOnExec, 0), ThreadNamespace);

    public void Dispose()
    {
        _ = Libc.Unmount(_path, Libc.DetachMount);
        _ = Libc.Unlink(_path);
        _ = Libc.Close(Descriptor);
        Socket.Dispose();
    }
}
