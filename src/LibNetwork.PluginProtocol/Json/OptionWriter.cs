using System.Collections;
using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Json;

/// <summary>Writes the value of one option.</summary>
internal static class OptionWriter
{
    internal static void Write(Utf8JsonWriter writer, string name, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool truth:
                writer.WriteBooleanValue(truth);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                writer.WriteNumberValue(Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case ulong large:
                writer.WriteNumberValue(large);
                break;
            case float or double when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                writer.WriteNumberValue(Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                writer.WriteBase64StringValue(bytes);
                break;
            case PhysicalAddress address:
                writer.WriteBase64StringValue(address.GetAddressBytes()); // B-057
                break;
            case IPAddress or CidrAddress or IPNetwork:
                writer.WriteStringValue(value.ToString());
                break;
            case TransportPort port:
                JsonSerializer.Serialize(writer, port, PluginJson.Default.TransportPort);
                break;
            case PortBinding binding:
                JsonSerializer.Serialize(writer, binding, PluginJson.Default.PortBinding);
                break;
            case IEnumerable<KeyValuePair<string, string>> texts:
                WriteMap(writer, name, texts.Select(text => KeyValuePair.Create(text.Key, (object)text.Value)));
                break;
            case IEnumerable<KeyValuePair<string, object>> map:
                WriteMap(writer, name, map);
                break;
            case IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                {
                    Write(writer, name, item);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new JsonException($"option {name}: a value of type {value.GetType().Name} has no form on the wire");
        }
    }

    // In the order of names, as Go writes maps.
    private static void WriteMap(Utf8JsonWriter writer, string name, IEnumerable<KeyValuePair<string, object>> map)
    {
        writer.WriteStartObject();
        foreach (var (key, value) in map.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            writer.WritePropertyName(key);
            Write(writer, $"{name}.{key}", value);
        }

        writer.WriteEndObject();
    }
}
