using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dnet.Output;

/// <summary>JSON for people and pipes: letters of every script as they are, control characters still escaped.</summary>
internal static class JsonText
{
    internal static string Compact(JsonElement value) => Write(value.WriteTo, indented: false);

    internal static string Array(IEnumerable<JsonElement> values, bool indented) => Write(
        writer =>
        {
            writer.WriteStartArray();
            foreach (var value in values)
            {
                value.WriteTo(writer);
            }

            writer.WriteEndArray();
        },
        indented);

    private static string Write(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, IndentSize = 4, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
