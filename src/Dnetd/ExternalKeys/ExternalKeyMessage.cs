using System.Text.Json;

namespace Dnetd.ExternalKeys;

/// <summary>What a hook says: which container, and where its namespace is (C-139).</summary>
/// <param name="ContainerId">The container, which is a sandbox's name or id.</param>
/// <param name="Key">Path of the namespace.</param>
internal sealed record ExternalKeyMessage(string ContainerId, string Key)
{
    /// <summary>The answer when the namespace was taken; any other is an error's text.</summary>
    internal const string Success = "success";

    private const int Longest = 1 << 20;

    /// <summary>Reads one JSON object, in as many pieces as it comes (K-056); who sent it waits for an answer and does not close his end.</summary>
    /// <exception cref="JsonException">It is none, lacks a member, or is longer than 1 MiB.</exception>
    internal static async Task<ExternalKeyMessage> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        var length = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (TryRead(buffer.AsSpan(0, length), isWhole: read == 0, out var message))
            {
                return message;
            }

            if (length == Longest)
            {
                throw new JsonException("it is longer than 1 MiB");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(buffer.Length * 2, Longest));
            }
        }
    }

    private static bool TryRead(ReadOnlySpan<byte> bytes, bool isWhole, out ExternalKeyMessage message)
    {
        message = null!;
        var reader = new Utf8JsonReader(bytes, isWhole, default);
        if (!JsonDocument.TryParseValue(ref reader, out var document))
        {
            return false;
        }

        using (document)
        {
            message = new ExternalKeyMessage(Text(document.RootElement, "ContainerID"), Text(document.RootElement, "Key"));
            return true;
        }
    }

    private static string Text(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : throw new JsonException($"it has no {name}");
}
