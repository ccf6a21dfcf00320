using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Json;

/// <summary>Reads the value of one option; the reader stands on its first token, and on its last afterwards.</summary>
internal static class OptionReader
{
    internal static object? Read(ref Utf8JsonReader reader, string name) => (name, reader.TokenType) switch
    {
        (_, JsonTokenType.Null) => null,
        (NetLabel.GenericData, _) => ReadLabels(ref reader),
        (NetLabel.MacAddress, JsonTokenType.String) => ReadMacAddress(ref reader),
        (NetLabel.ExposedPorts, _) => ReadList(ref reader, name, PluginJson.Default.ListTransportPort),
        (NetLabel.PortMap, _) => ReadList(ref reader, name, PluginJson.Default.ListPortBinding),
        _ => ReadAny(ref reader),
    };

    private static object? ReadAny(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.True:
            case JsonTokenType.False:
                return reader.GetBoolean();
            case JsonTokenType.String:
                return reader.GetString();
            case JsonTokenType.Number:
                return reader.TryGetInt64(out var whole) ? (object)whole
                    : reader.TryGetDouble(out var number) && double.IsFinite(number) ? number
                    : throw new JsonException("a number is larger than any that can be held");
            case JsonTokenType.StartArray:
                var list = new List<object>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    if (ReadAny(ref reader) is { } item)
                    {
                        list.Add(item);
                    }
                }

                return list;
            case JsonTokenType.StartObject:
                var map = new Dictionary<string, object>(StringComparer.Ordinal);
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.GetString()!;
                    reader.Read();
                    if (ReadAny(ref reader) is { } value)
                    {
                        map[name] = value;
                    }
                }

                return map;
            default:
                return null;
        }
    }

    // A driver's own options are texts. A client that sends a number or a truth value means its text.
    private static Dictionary<string, string> ReadLabels(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{NetLabel.GenericData}: expected an object, found {reader.TokenType}");
        }

        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            using var value = JsonDocument.ParseValue(ref reader);
            labels[name] = value.RootElement.ValueKind switch
            {
                JsonValueKind.String => value.RootElement.GetString()!,
                JsonValueKind.Null => "",
                _ => value.RootElement.GetRawText(),
            };
        }

        return labels;
    }

    private static PhysicalAddress ReadMacAddress(ref Utf8JsonReader reader)
    {
        // Eight base64 digits are six bytes, and never a text with colons.
        if (reader.TryGetBytesFromBase64(out var bytes) && bytes.Length > 0)
        {
            return new PhysicalAddress(bytes);
        }

        var text = reader.GetString();
        return PhysicalAddress.TryParse(text, out var address) && address.GetAddressBytes().Length > 0
            ? address
            : throw new JsonException($"{NetLabel.MacAddress}: neither base64 nor a MAC address: {text}");
    }

    private static List<T> ReadList<T>(ref Utf8JsonReader reader, string name, JsonTypeInfo<List<T>> type)
    {
        try
        {
            var list = JsonSerializer.Deserialize(ref reader, type) ?? [];
            return list.TrueForAll(item => item is not null) ? list : throw new JsonException("expected an object, found Null");
        }
        catch (JsonException e)
        {
            throw new JsonException($"{name}: {e.Message}", e);
        }
    }
}
