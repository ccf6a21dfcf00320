using System.Text.Json;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>Writes a <see cref="CidrAddress"/> as the string <c>ADDRESS/PREFIX</c>, host bits kept .</summary>
public sealed class CidrAddressJsonConverter : JsonConverter<CidrAddress>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is no string, or no CIDR .</exception>
    public override CidrAddress Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"CIDR address: expected a string, found {reader.TokenType}");
        }

        var text = reader.GetString();
        return CidrAddress.TryParse(text, out var address) ? address : throw new JsonException($"invalid CIDR address: {text}");
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, CidrAddress value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStringValue(value.ToString());
    }
}
