using System.Net;
using System.Net.NetworkInformation;
using System.Text.Json;
using System.Text.Json.Serialization;
using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>A value kept as its text.</summary>
internal abstract class TextJson<T>(Func<string, T> parse) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value?.ToString());
}

#pragma warning disable MA0048 // Four one-line types that only differ in what they parse.
internal sealed class IPAddressJson() : TextJson<IPAddress>(IPAddress.Parse);

internal sealed class PhysicalAddressJson() : TextJson<PhysicalAddress>(PhysicalAddress.Parse);

internal sealed class CidrAddressJson() : TextJson<CidrAddress>(CidrAddress.Parse);

internal sealed class IPNetworkJson() : TextJson<IPNetwork>(IPNetwork.Parse);
#pragma warning restore MA0048
