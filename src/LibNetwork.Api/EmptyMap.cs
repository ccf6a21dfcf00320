using System.Collections.ObjectModel;

namespace LibNetwork.Api;

internal static class EmptyMap
{
    internal static ReadOnlyDictionary<string, string> Instance => ReadOnlyDictionary<string, string>.Empty;
}
