using LibNetwork.Bench.Floor;

namespace LibNetwork.Bench.Contestants;

/// <summary>The kernel's own work, with nothing around it.</summary>
/// <param name="pins">Directory in which namespaces are pinned.</param>
/// <param name="bridge">Name of its bridge.</param>
internal sealed class FloorContestant(string pins, string bridge = "floor") : IContestant
{
    private readonly FloorThread _thread = new();
    private readonly Dictionary<int, FloorNamespace> _namespaces = [];
    private FloorBridge? _bridge;

    public string Label => "floor";

    public Task PrepareAsync(CancellationToken cancellationToken) => _thread.MeasureAsync(() => _bridge = new FloorBridge(bridge, pins));

    public Task<TimeSpan> AttachAsync(int number, CancellationToken cancellationToken) => _thread.MeasureAsync(() =>
    {
        FloorNamespace target = _namespaces[number] = _bridge!.CreateNamespace(number);
        _bridge.Attach(number, target);
    });

    public Task<TimeSpan> DetachAsync(int number, CancellationToken cancellationToken) => _thread.MeasureAsync(() =>
    {
        _bridge!.Detach(number);
        _namespaces.Remove(number, out FloorNamespace? target);
        target!.Dispose();
    });

    /// <summary>Gives up the namespaces of this floor at once.</summary>
    /// <param name="links">Whether the links of every floor are deleted first, all in one request.</param>
    public Task<TimeSpan> DetachAllAsync(bool links) => _thread.MeasureAsync(() =>
    {
        if (links)
        {
            _bridge!.DetachAll();
        }

        foreach (FloorNamespace left in _namespaces.Values)
        {
            left.Dispose();
        }

        _namespaces.Clear();
    });

    public async ValueTask DisposeAsync()
    {
        await _thread.MeasureAsync(() =>
        {
            if (_namespaces.Count > 0)
            {
                _bridge?.DetachAll();
            }

            foreach (FloorNamespace left in _namespaces.Values)
            {
                left.Dispose();
            }

            _bridge?.Dispose();
        });
        _thread.Dispose();
    }
}
