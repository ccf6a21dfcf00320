namespace Dnet.Output;

/// <summary>Ids as people read them: their first 12 digits. (I-048)</summary>
internal static class ShortId
{
    private const int Length = 12;

    internal static string Of(string id, bool inFull) => inFull || id.Length <= Length ? id : id[..Length];
}
