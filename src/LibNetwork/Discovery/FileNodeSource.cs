using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;

namespace LibNetwork.Discovery;

/// <summary>A file of nodes that is watched: a node a line.</summary>
/// <remarks>It is read once a second rather than by the kernel's notifications: those do not tell of changes behind links and on network file
/// systems, where such lists are kept.</remarks>
internal sealed class FileNodeSource(string path, TimeProvider? clock = null) : INodeSource
{
    internal static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private const int MaxBytes = 1 << 20;
    private readonly TimeProvider _clock = clock ?? TimeProvider.System;

    /// <inheritdoc/>
    public string Description => $"file://{path}";

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyCollection<IPAddress>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? last = null;
        while (true)
        {
            var text = await ReadAsync(cancellationToken);
            if (text != last)
            {
                // A file may be caught while it is being written: what counts is what it says twice in a row.
                last = await SettledAsync(text, cancellationToken);
                yield return Parse(last);
            }

            await Task.Delay(Interval, _clock, cancellationToken);
        }
    }

    private async ValueTask<string> SettledAsync(string text, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), _clock, cancellationToken);
            var again = await ReadAsync(cancellationToken);
            if (again == text)
            {
                return text;
            }

            text = again;
        }
    }

    private async ValueTask<string> ReadAsync(CancellationToken cancellationToken)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length > MaxBytes ? throw new IOException($"{path} has more than {MaxBytes} bytes")
            : await File.ReadAllTextAsync(path, cancellationToken);
    }

    private static HashSet<IPAddress> Parse(string text)
    {
        var nodes = new HashSet<IPAddress>();
        var errors = new List<string>();
        var number = 0;
        foreach (var line in text.Split('\n'))
        {
            number++;
            var entry = line.Split('#')[0].Trim();
            if (entry.Length > 0 && NodeListText.Read(entry, nodes) is { } error)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"line {number}: {error}"));
            }
        }

        return errors.Count == 0 ? nodes : throw new FormatException(string.Join("; ", errors));
    }
}
