using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Transport;

namespace Dnet.Conformance;

/// <summary>One call and its answer, read as Docker reads it.</summary>
internal sealed class Exchange
{
    private readonly string _sent;
    private readonly ReadOnlyMemory<byte> _body;

    internal Exchange(string method, string sent, PluginAnswer answer)
    {
        _sent = sent;
        _body = answer.Body;
        Status = answer.Status;
        Json = Parse(answer.Body);
        Refusal = ReadRefusal(method);
    }

    /// <summary>The HTTP status.</summary>
    internal int Status { get; }

    /// <summary>The body; undefined when it is no JSON.</summary>
    internal JsonElement Json { get; }

    /// <summary>The error that the plugin answered; null when it answered none. It may be empty.</summary>
    internal string? Refusal { get; }

    /// <summary>Whether the plugin did it: 200, and a JSON object or null without an error (B-009).</summary>
    internal bool Succeeded => Status == 200 && Refusal is null && Json.ValueKind is JsonValueKind.Object or JsonValueKind.Null;

    /// <summary>Whether the method is not there (B-012).</summary>
    internal bool IsMissing => Status == 404;

    /// <summary>What came, in a few words.</summary>
    internal string Came => $"{Status.ToString(CultureInfo.InvariantCulture)} {WireText.Of(_body.Span)}";

    /// <summary>Demands success.</summary>
    internal Exchange MustSucceed(string expected = "success: 200 and a JSON object or null") => Succeeded ? this : throw Fails(expected);

    /// <summary>Takes success for granted: another check demands it.</summary>
    internal Exchange Presume() => Succeeded ? this : throw CheckEndedException.NotTried($"it needs a call that did not succeed: {Line("success")}");

    /// <summary>Demands an error, of whatever form.</summary>
    internal Exchange MustBeRefused(string expected) => Refusal is not null ? this : throw Fails($"an error: {expected}");

    /// <summary>Demands an answer that Docker understands: success or an error.</summary>
    internal Exchange MustBeUnderstood() => Succeeded || Refusal is not null ? this : throw Fails("success or an error");

    /// <summary>Reads the answer.</summary>
    internal T Read<T>(JsonTypeInfo<T> type)
        where T : class, new()
    {
        try
        {
            return Json.Deserialize(type) ?? new T();
        }
        catch (JsonException e)
        {
            throw Fails($"an answer of the protocol's types ({e.Path ?? "$"} is not)");
        }
    }

    /// <summary>The member of that name, in any case; undefined when there is none.</summary>
    internal JsonElement Member(string name)
    {
        if (Json.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in Json.EnumerateObject())
            {
                if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    return member.Value;
                }
            }
        }

        return default;
    }

    /// <summary>The check failed here.</summary>
    internal CheckEndedException Fails(string expected) => new(Verdict.Fail, Line(expected));

    /// <summary>The check ends here with a warning.</summary>
    internal CheckEndedException Warns(string expected) => new(Verdict.Warn, Line(expected));

    private static JsonElement Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private string Line(string expected) => $"sent {_sent}; expected {expected}; came {Came}";

    // 200 with the other protocol's key is an error that Docker overlooks; that it is one all the same is for a check of its own to say.
    private string? ReadRefusal(string method)
    {
        var (own, other) = method.StartsWith(PluginMethod.IpamPrefix, StringComparison.Ordinal) ? ("Error", "Err") : ("Err", "Error");
        string? error = Text(own) ?? Text(other);
        return Status == 200 ? error : error ?? Encoding.UTF8.GetString(_body.Span).Trim();

        string? Text(string name) => Member(name) is { ValueKind: JsonValueKind.String } text && text.GetString() is { Length: > 0 } said ? said : null;
    }
}
