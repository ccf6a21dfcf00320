using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginClient;

/// <summary>Reads what a plugin answered (B-009 to B-011, B-081).</summary>
internal static class PluginAnswers
{
    private const int LongestText = 2000;

    /// <summary>Reads an answer; <c>null</c> is one without data (B-009).</summary>
    /// <param name="plugin">The plugin's name.</param>
    /// <param name="method">The call.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="type">What belongs to the call.</param>
    /// <exception cref="PluginException">It is an error, whose kind is that of its status, or it cannot be understood.</exception>
    internal static T Read<T>(string plugin, string method, PluginAnswer answer, JsonTypeInfo<T> type)
        where T : PluginResponse, new()
    {
        if (answer.Status != 200)
        {
            var text = ErrorText(answer);
            return answer.Status is >= 400 and < 600
                ? throw new PluginException(ErrorKindExtensions.FromHttpStatus(answer.Status), $"{method}: {text}") { Status = answer.Status, Text = text }
                : throw new PluginException(ErrorKind.Internal, $"{method}: {text}") { Status = answer.Status, Text = text };
        }

        var message = Parse(plugin, method, answer.Body, type);

        // An IPAM driver says Error and a network driver Err; whoever mixes them up has failed all the same.
        var error = !string.IsNullOrEmpty(message.Err) ? message.Err : message.Error;
        return string.IsNullOrEmpty(error) ? message
            : throw new PluginException(ErrorKind.Internal, $"remote: {error}") { Status = answer.Status, Text = error };
    }

    private static T Parse<T>(string plugin, string method, ReadOnlyMemory<byte> body, JsonTypeInfo<T> type)
        where T : PluginResponse, new()
    {
        if (body.IsEmpty)
        {
            throw Garbled(plugin, method, "it is empty", inner: null);
        }

        try
        {
            return JsonSerializer.Deserialize(body.Span, type) ?? new T();
        }
        catch (Exception e) when (e is JsonException or NotSupportedException or InvalidOperationException or FormatException)
        {
            throw Garbled(plugin, method, e.Message, e);
        }
    }

    private static PluginException Garbled(string plugin, string method, string reason, Exception? inner) =>
        new(ErrorKind.Internal, $"plugin {plugin}: {method}: the answer is not the JSON that belongs to the call: {reason}", inner) { MayHaveReached = true };

    // B-011: {"Err": …}, else the body as it is.
    private static string ErrorText(PluginAnswer answer)
    {
        try
        {
            var message = JsonSerializer.Deserialize(answer.Body.Span, PluginJson.Default.PluginResponse);
            if ((!string.IsNullOrEmpty(message?.Err) ? message.Err : message?.Error) is { Length: > 0 } error)
            {
                return error;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON: the body is the text.
        }

        var raw = Encoding.UTF8.GetString(answer.Body.Span[..Math.Min(answer.Body.Length, LongestText)]).Trim();
        return raw.Length > 0 ? raw : $"HTTP status {answer.Status}";
    }
}
