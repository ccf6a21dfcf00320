using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>Writes an address as its text, and none as the empty string, the way Go's <c>net.IP</c> does .</summary>
public sealed class IPAddressJsonConverter : JsonConverter<IPAddress?>
{
    /// <inheritdoc/>
    public override bool HandleNull => true;

    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is neither null, nor a string that is empty or an address.</exception>
    public override IPAddress? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Null))
        {
            throw new JsonException($"IP address: expected a string, found {reader.TokenType}");
        }

        var text = reader.GetString();
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return IPAddress.TryParse(text, out var address) ? address : throw new JsonException($"invalid IP address: {text}");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IPAddress? value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value?.ToString() ?? "");
    }
}
