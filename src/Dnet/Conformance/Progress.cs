namespace Dnet.Conformance;

/// <summary>Tells which check is under way, when the whole takes longer than a second: a line a second at most.</summary>
internal sealed class Progress : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly TextWriter _output;
    private readonly ITimer _timer;
    private string? _line;

    internal Progress(TextWriter output, TimeProvider clock)
    {
        _output = output;
        _timer = clock.CreateTimer(_ => Write(), state: null, s_interval, s_interval);
    }

    /// <summary>A check begins.</summary>
    internal void Tell(string name, int number, int count) => _line = $"{number}/{count} {name}";

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Write()
    {
        // Told once, however long the check takes.
        if (Interlocked.Exchange(ref _line, null) is { } line)
        {
            _output.WriteLine(line);
        }
    }
}
