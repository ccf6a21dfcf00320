using System.Text.Json;
using System.Text.Json.Serialization;
using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Json;

/// <summary>Options as JSON, the way Go writes a <c>map[string]interface{}</c> of them (B-056, B-057).</summary>
/// <remarks>Values under names from <see cref="NetLabel"/> are read into the types that drivers look for; others into what their JSON is:
/// text, bool, long or double, a list of objects, a dictionary of objects. A value of null is no value.</remarks>
public sealed class DriverOptionsJsonConverter : JsonConverter<DriverOptions>
{
    /// <inheritdoc/>
    /// <exception cref="JsonException">The value is no object, or that of a known name cannot be read; the text names it.</exception>
    public override DriverOptions Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"options: expected an object, found {reader.TokenType}");
        }

        var values = new Dictionary<string, object>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            if (OptionReader.Read(ref reader, name) is { } value)
            {
                values[name] = value;
            }
            else
            {
                values.Remove(name);
            }
        }

        return new DriverOptions(values);
    }

    /// <inheritdoc/>
    /// <exception cref="JsonException">A value is of a type that has no form on the wire; the text names it.</exception>
    public override void Write(Utf8JsonWriter writer, DriverOptions value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        foreach (var (name, option) in value.OrderBy(option => option.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(name);
            OptionWriter.Write(writer, name, option);
        }

        writer.WriteEndObject();
    }
}
