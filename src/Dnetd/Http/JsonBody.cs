using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using LibNetwork.DriverApi;
using Microsoft.Net.Http.Headers;

namespace Dnetd.Http;

/// <summary>Reads a request's body: one JSON object. (I-057)</summary>
internal static class JsonBody
{
    /// <summary>How large a body may be; the largest sensible request is a few thousand bytes.</summary>
    internal const int MaxBytes = 1 << 20;

    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Reads the body.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: there is none, or it is not one JSON object.</exception>
    internal static async ValueTask<RequestReader> ReadAsync(HttpContext context) =>
        await ReadOptionalAsync(context) ?? throw Invalid("invalid JSON: got EOF while reading request body");

    /// <summary>Reads the body; null when there is none.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: it is not one JSON object.</exception>
    internal static async ValueTask<RequestReader?> ReadOptionalAsync(HttpContext context)
    {
        var reader = context.Request.BodyReader;
        var read = await reader.ReadAsync();
        while (!read.IsCompleted)
        {
            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            read = await reader.ReadAsync();
        }

        var body = read.Buffer.ToArray();
        reader.AdvanceTo(read.Buffer.End);
        if (body.Length == 0)
        {
            return null;
        }

        EnsureJson(context.Request.ContentType);
        return new RequestReader(Parse(body));
    }

    private static void EnsureJson(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || !type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            throw Invalid($"unsupported Content-Type header ({contentType}): must be 'application/json'");
        }
    }

    private static JsonElement Parse(byte[] body)
    {
        // The parser takes any bytes inside a string; a name that is no text would only show later.
        if (!Utf8.IsValid(body))
        {
            throw Invalid("invalid JSON: it is not UTF-8");
        }

        try
        {
            var end = EndOfValue(body);
            if (body.AsSpan(end).ContainsAnyExcept(" \t\r\n"u8))
            {
                throw Invalid("unexpected content after JSON");
            }

            using var document = JsonDocument.Parse(body.AsMemory(0, end), Options);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw Invalid($"invalid JSON: expected an object, found {RequestReader.NameOf(document.RootElement)}");
        }
        catch (JsonException e)
        {
            throw Invalid($"invalid JSON: {e.Message}");
        }
    }

    private static int EndOfValue(byte[] body)
    {
        var reader = new Utf8JsonReader(body, isFinalBlock: true, state: default);
        reader.Read();
        reader.Skip();
        return (int)reader.BytesConsumed;
    }

    private static NetworkException Invalid(string message) => new(ErrorKind.InvalidParameter, message);
}
