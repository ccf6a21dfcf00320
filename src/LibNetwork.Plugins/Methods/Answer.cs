using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LibNetwork.Plugins.Methods;

/// <summary>Bodies of answers.</summary>
internal static class Answer
{
    /// <summary>Success without data (B-009).</summary>
    internal static readonly byte[] Nothing = "{}"u8.ToArray();

    internal static byte[] Of<T>(T message, JsonTypeInfo<T> type) => JsonSerializer.SerializeToUtf8Bytes(message, type);
}
