using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace LibNetwork.Store;

/// <summary>Records as JSON, each beginning with the version of its form.</summary>
/// <remarks>A null where there must be a value is damage, said at once and not met later (K-003, K-008).</remarks>
[JsonSourceGenerationOptions(
    RespectNullableAnnotations = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(IPAddressJson), typeof(PhysicalAddressJson), typeof(CidrAddressJson), typeof(IPNetworkJson)])]
[JsonSerializable(typeof(NetworkRecord))]
[JsonSerializable(typeof(EndpointRecord))]
[JsonSerializable(typeof(SandboxRecord))]
[JsonSerializable(typeof(ServedNetworkRecord))]
[JsonSerializable(typeof(ServedEndpointRecord))]
[JsonSerializable(typeof(ServedPoolRecord))]
[JsonSerializable(typeof(ServedAddressRecord))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    private const byte FormVersion = (byte)'1';

    /// <summary>The version and the JSON.</summary>
    internal static byte[] Write<T>(T record, JsonTypeInfo<T> type)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(record, type);
        var versioned = new byte[json.Length + 1];
        versioned[0] = FormVersion;
        json.CopyTo(versioned, 1);
        return versioned;
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">It is damaged, or of a version this program does not know.</exception>
    internal static T Read<T>(ReadOnlySpan<byte> value, JsonTypeInfo<T> type)
    {
        if (value.IsEmpty)
        {
            throw new JsonException("it is empty");
        }

        if (value[0] != FormVersion)
        {
            // A version is a digit; anything else is damage.
            throw char.IsAsciiDigit((char)value[0]) ? new OtherVersionException("it was written by another version") : new JsonException("it has no version");
        }

        try
        {
            return JsonSerializer.Deserialize(value[1..], type) ?? throw new JsonException("it is empty");
        }
        catch (Exception damaged) when (damaged is FormatException or ArgumentException)
        {
            throw new JsonException(damaged.Message, damaged);
        }
    }
}
