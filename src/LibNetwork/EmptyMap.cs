using System.Collections.ObjectModel;

namespace LibNetwork;

internal static class EmptyMap
{
    internal static ReadOnlyDictionary<string, string> Instance => ReadOnlyDictionary<string, string>.Empty;
}
