namespace Dnet.Conformance;

/// <summary>What a check made in the plugin and has not deleted yet. From any thread.</summary>
internal sealed class Ledger
{
    private readonly Lock _lock = new();
    private readonly List<(string What, Func<CancellationToken, Task<Exchange>> Undo)> _entries = [];

    /// <summary>What is in it, in the order made.</summary>
    internal IEnumerable<string> Entries => Snapshot().Select(entry => entry.What);

    /// <summary>Remembers something, unless it is remembered already.</summary>
    internal void Add(string what, Func<CancellationToken, Task<Exchange>> undo)
    {
        lock (_lock)
        {
            if (!_entries.Exists(entry => entry.What == what))
            {
                _entries.Add((what, undo));
            }
        }
    }

    /// <summary>Forgets it: it was deleted, or never made.</summary>
    internal void Remove(string what)
    {
        lock (_lock)
        {
            _entries.RemoveAll(entry => entry.What == what);
        }
    }

    /// <summary>Deletes everything, the last first, past failures.</summary>
    /// <returns>What could not be deleted, and why.</returns>
    internal async Task<IReadOnlyList<string>> UndoAllAsync()
    {
        var failures = new List<string>();
        foreach (var (what, undo) in Enumerable.Reverse(Snapshot()))
        {
            try
            {
                var exchange = await undo(CancellationToken.None);
                if (!exchange.Succeeded)
                {
                    failures.Add($"{what} is left behind: {exchange.Came}");
                }
            }
            catch (CheckEndedException e)
            {
                failures.Add($"{what} is left behind: {e.Message}");
            }

            Remove(what);
        }

        return failures;
    }

    private (string What, Func<CancellationToken, Task<Exchange>> Undo)[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _entries];
        }
    }
}
