using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Objects by id and name. A name is reserved before its object exists, so that of two equal requests one fails at once.</summary>
internal sealed class ObjectIndex<T>(string noun)
    where T : class
{
    private readonly ConcurrentDictionary<string, T> _byId = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, T?> _byName = new(StringComparer.Ordinal);

    internal ICollection<T> All => _byId.Values;

    internal int Count => _byId.Count;

    /// <summary>Reserves a name; false when it is taken.</summary>
    internal bool Reserve(string name) => _byName.TryAdd(name, null);

    /// <summary>Gives a reserved name back: its object was not made.</summary>
    internal void Unreserve(string name) => _byName.TryRemove(name, out _);

    /// <summary>Adds the object whose name was reserved.</summary>
    internal void Add(string id, string name, T value)
    {
        _byName[name] = value;
        _byId[id] = value;
    }

    /// <summary>Finds an object by a name that was reserved, and no more by the one it had.</summary>
    internal void Rename(string name, string newName, T value)
    {
        _byName[newName] = value;
        _byName.TryRemove(name, out _);
    }

    internal void Remove(string id, string name)
    {
        _byId.TryRemove(id, out _);
        _byName.TryRemove(name, out _);
    }

    internal bool TryGetId(string id, [MaybeNullWhen(false)] out T value) => _byId.TryGetValue(id, out value);

    /// <summary>Finds by exact name; a name that is only reserved is not found.</summary>
    internal bool TryGetName(string name, [MaybeNullWhen(false)] out T value) => _byName.TryGetValue(name, out value) && value is not null;

    /// <summary>Finds by id, name, then prefix of an id; null when there is none (I-087).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the prefix fits several.</exception>
    internal T? Find(string nameOrId)
    {
        if (_byId.TryGetValue(nameOrId, out var found) || (_byName.TryGetValue(nameOrId, out found) && found is not null))
        {
            return found;
        }

        return nameOrId.Length == 0 ? null : FindByPrefix(nameOrId);
    }

    private T? FindByPrefix(string prefix)
    {
        var matches = _byId.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return matches.Count switch
        {
            0 => null,
            1 => matches[0],
            _ => throw new NetworkException(ErrorKind.InvalidParameter,
                $"{noun} {prefix} is ambiguous ({matches.Count} matches found based on ID prefix)"),
        };
    }
}
