using LibNetwork.Bench.Floor;

namespace LibNetwork.Bench.Contestants;

/// <summary>Namespaces for peers that want them made by the caller, as container runtimes do.</summary>
internal sealed class PeerNamespaces(string directory) : IDisposable
{
    private readonly FloorThread _thread = new();
    private readonly byte[] _answer = new byte[4096];
    private readonly Dictionary<int, FloorNamespace> _namespaces = [];

    internal string PathOf(int number) => $"{directory}/{number}";

    internal Task<TimeSpan> CreateAsync(int number) => _thread.MeasureAsync(() =>
    {
        Directory.CreateDirectory(directory);
        int home = FloorNamespace.OpenOwn();
        _namespaces[number] = new FloorNamespace(home, PathOf(number), _answer);
        _ = Libc.Close(home);
    });

    internal Task<TimeSpan> RemoveAsync(int number) => _thread.MeasureAsync(() =>
    {
        _namespaces.Remove(number, out FloorNamespace? gone);
        gone!.Dispose();
    });

    public void Dispose() => _thread.Dispose();
}
