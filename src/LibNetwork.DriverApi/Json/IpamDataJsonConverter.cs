using System.Text.Json;
using System.Text.Json.Serialization;

namespace LibNetwork.DriverApi;

/// <summary>The JSON of <see cref="IpamData"/>, as drivers in other languages know it .</summary>
public sealed class IpamDataJsonConverter : JsonConverter<IpamData>
{
    /// <inheritdoc/>
    /// <remarks>An absent or null member is no value, an absent address space the empty one; unknown members are passed over .</remarks>
    /// <exception cref="JsonException">A member is of the wrong type, or an address is no CIDR; the text names the member.</exception>
    public override IpamData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"IPAM data: expected an object, found {reader.TokenType}");
        }

        var data = new IpamData();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            data = Is(name, nameof(IpamData.AddressSpace)) ? data with { AddressSpace = ReadText(ref reader, nameof(IpamData.AddressSpace)) ?? "" }
                : Is(name, nameof(IpamData.Pool)) ? data with { Pool = ReadCidr(ref reader, nameof(IpamData.Pool)) }
                : Is(name, nameof(IpamData.Gateway)) ? data with { Gateway = ReadCidr(ref reader, nameof(IpamData.Gateway)) }
                : Is(name, nameof(IpamData.AuxAddresses)) ? data with { AuxAddresses = ReadAuxAddresses(ref reader) }
                : Skip(ref reader, data);
        }

        return data;
    }

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, IpamData value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);

        // keys in alphabetical order, the map's among them.
        writer.WriteStartObject();
        writer.WriteString(nameof(IpamData.AddressSpace), value.AddressSpace);
        if (value.AuxAddresses is { } auxAddresses)
        {
            writer.WriteStartObject(nameof(IpamData.AuxAddresses));
            foreach (var (name, address) in auxAddresses.OrderBy(aux => aux.Key, StringComparer.Ordinal))
            {
                writer.WriteString(name, address.ToString());
            }

            writer.WriteEndObject();
        }

        WriteCidr(writer, nameof(IpamData.Gateway), value.Gateway);
        WriteCidr(writer, nameof(IpamData.Pool), value.Pool);
        writer.WriteEndObject();
    }

    // Go matches names in any case (B-007).
    private static bool Is(string? name, string member) => string.Equals(name, member, StringComparison.OrdinalIgnoreCase);

    private static void WriteCidr(Utf8JsonWriter writer, string name, CidrAddress? address)
    {
        if (address is { } value)
        {
            writer.WriteString(name, value.ToString());
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader, string member) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw new JsonException($"{member}: expected a string, found {reader.TokenType}"),
    };

    private static CidrAddress? ReadCidr(ref Utf8JsonReader reader, string member) => ReadText(ref reader, member) switch
    {
        null => null,
        var text when CidrAddress.TryParse(text, out var address) => address,
        var text => throw new JsonException($"{member}: invalid CIDR address: {text}"),
    };

    private static Dictionary<string, CidrAddress>? ReadAuxAddresses(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException($"{nameof(IpamData.AuxAddresses)}: expected an object, found {reader.TokenType}");
        }

        var addresses = new Dictionary<string, CidrAddress>(StringComparer.Ordinal);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            addresses[name] = ReadCidr(ref reader, $"{nameof(IpamData.AuxAddresses)}.{name}")
                ?? throw new JsonException($"{nameof(IpamData.AuxAddresses)}.{name}: expected a string, found {JsonTokenType.Null}");
        }

        return addresses;
    }

    private static IpamData Skip(ref Utf8JsonReader reader, IpamData data)
    {
        reader.Skip();
        return data;
    }
}
