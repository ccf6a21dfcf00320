namespace LibNetwork;

/// <summary>Maps of texts where what was said wins over what is assumed.</summary>
internal static class Defaults
{
    /// <summary>What was said, and of what is assumed the keys that were not.</summary>
    internal static IReadOnlyDictionary<string, string> Under(IReadOnlyDictionary<string, string> said, IReadOnlyDictionary<string, string> assumed)
    {
        if (assumed.Count == 0)
        {
            return said;
        }

        var both = assumed.ToDictionary(StringComparer.Ordinal);
        foreach (var (key, value) in said)
        {
            both[key] = value;
        }

        return both;
    }
}
