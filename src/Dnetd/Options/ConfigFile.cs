using System.Text.Json;

namespace Dnetd.Options;

/// <summary>The configuration file: a JSON object whose members are the <see cref="Settings"/>, <c>default-address-pool</c> also as objects.</summary>
internal static class ConfigFile
{
    /// <summary>Read when it is there and no other is named.</summary>
    internal const string DefaultPath = "/etc/dnet/dnetd.json";

    private static readonly JsonDocumentOptions Json = new()
    {
        AllowDuplicateProperties = false,
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Reads the file's settings; what is wrong is one line each, without the file's name.</summary>
    internal static Dictionary<string, IReadOnlyList<string>> Read(string path, Action<string> wrong)
    {
        var values = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path), Json);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                wrong("it is not a JSON object");
                return values;
            }

            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (Settings.All.FirstOrDefault(setting => setting.Key == member.Name) is not { } setting)
                {
                    wrong($"unknown key \"{member.Name}\"; there are {string.Join(", ", Settings.All.Select(known => known.Key))}");
                }
                else if (Texts(setting.Shape, member.Value) is { } texts)
                {
                    values[setting.Key] = texts;
                }
                else
                {
                    wrong($"{setting.Key}: expected {Expected(setting.Shape)}");
                }
            }
        }
        catch (JsonException e)
        {
            wrong($"invalid JSON: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            wrong(e is FileNotFoundException or DirectoryNotFoundException ? "there is no such file" : $"it cannot be read: {e.Message}");
        }

        return values;
    }

    private static List<string>? Texts(SettingShape shape, JsonElement value) => (shape, value.ValueKind) switch
    {
        (SettingShape.Text or SettingShape.Texts or SettingShape.Pools, JsonValueKind.String) => [value.GetString()!],
        (SettingShape.Number, JsonValueKind.Number) => [value.GetRawText()],
        (SettingShape.Switch, JsonValueKind.True) => ["true"],
        (SettingShape.Switch, JsonValueKind.False) => ["false"],
        (SettingShape.Pools, JsonValueKind.Object) when PoolText(value) is { } pool => [pool],
        (SettingShape.Texts or SettingShape.Pools, JsonValueKind.Array) => Items(shape, value),
        _ => null,
    };

    private static List<string>? Items(SettingShape shape, JsonElement list)
    {
        var texts = new List<string>();
        foreach (var item in list.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Array || Texts(shape, item) is not [var text])
            {
                return null;
            }

            texts.Add(text);
        }

        return texts;
    }

    // Members that are not known are kept, so that the text is refused.
    private static string? PoolText(JsonElement pool) => pool.EnumerateObject().All(part => part.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        ? string.Join(',', pool.EnumerateObject().Select(part => $"{part.Name}={part.Value}"))
        : null;

    private static string Expected(SettingShape shape) => shape switch
    {
        SettingShape.Texts => "a string or a list of strings",
        SettingShape.Number => "a number",
        SettingShape.Switch => "true or false",
        SettingShape.Pools => "a list of \"base=CIDR,size=N\" or of {\"base\": \"CIDR\", \"size\": N}",
        _ => "a string",
    };
}
