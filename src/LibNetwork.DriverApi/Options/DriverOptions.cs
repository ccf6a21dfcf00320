using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace LibNetwork.DriverApi;

/// <summary>Read-only options on their way to a driver, keyed by <see cref="NetLabel"/> names.</summary>
/// <remarks>A driver parses them once, at the edge, into a record of its own.</remarks>
public sealed class DriverOptions : IReadOnlyDictionary<string, object>
{
    private readonly Dictionary<string, object> _values;

    /// <summary>Copies the given options.</summary>
    public DriverOptions(IEnumerable<KeyValuePair<string, object>> values) => _values = new(values, StringComparer.Ordinal);

    /// <summary>No options.</summary>
    public static DriverOptions Empty { get; } = new([]);

    /// <summary>The driver's own string labels, under <see cref="NetLabel.GenericData"/>; empty when there are none.</summary>
    public IReadOnlyDictionary<string, string> Labels =>
        _values.TryGetValue(NetLabel.GenericData, out var generic) && generic is IReadOnlyDictionary<string, string> labels
            ? labels : EmptyLabels;

    private static IReadOnlyDictionary<string, string> EmptyLabels { get; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc/>
    public object this[string key] => _values[key];

    /// <inheritdoc/>
    public IEnumerable<string> Keys => _values.Keys;

    /// <inheritdoc/>
    public IEnumerable<object> Values => _values.Values;

    /// <inheritdoc/>
    public int Count => _values.Count;

    /// <inheritdoc/>
    public bool ContainsKey(string key) => _values.ContainsKey(key);

    /// <inheritdoc/>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object value) => _values.TryGetValue(key, out value);

    /// <summary>The value under a key, when there is one of that type.</summary>
    public bool TryGet<T>(string key, [MaybeNullWhen(false)] out T value)
    {
        if (_values.TryGetValue(key, out var found) && found is T typed)
        {
            value = typed;
            return true;
        }

        value = default;
        return false;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object>> GetEnumerator() => _values.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
