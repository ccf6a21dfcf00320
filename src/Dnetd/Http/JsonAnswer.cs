using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dnetd.Http;

/// <summary>Writes answers.</summary>
internal static class JsonAnswer
{
    internal static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(value, type);
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        return context.Response.Body.WriteAsync(body).AsTask();
    }
}
