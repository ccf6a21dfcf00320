using System.Globalization;
using System.Text.Json;

namespace Dnet.Output;

/// <summary>What stands inside the braces of a <see cref="Template"/>.</summary>
internal abstract record TemplateExpression
{
    /// <summary>The value; undefined when there is none.</summary>
    internal abstract JsonElement Evaluate(JsonElement value);

    /// <summary>The value as text: a string bare, nothing as nothing, a list or an object as JSON.</summary>
    internal virtual string Print(JsonElement value)
    {
        var result = Evaluate(value);
        return result.ValueKind switch
        {
            JsonValueKind.String => result.GetString()!,
            JsonValueKind.Undefined or JsonValueKind.Null => "",
            JsonValueKind.True => "true",
            JsonValueKind.False => "false",
            JsonValueKind.Number => result.GetRawText(),
            _ => JsonText.Compact(result),
        };
    }

    /// <summary><c>.</c> or <c>.A.B</c>.</summary>
    internal sealed record Path(IReadOnlyList<string> Names) : TemplateExpression
    {
        internal override JsonElement Evaluate(JsonElement value)
        {
            foreach (var name in Names)
            {
                value = value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) ? member : default;
            }

            return value;
        }
    }

    /// <summary><c>json EXPRESSION</c>.</summary>
    internal sealed record Json(TemplateExpression Of) : TemplateExpression
    {
        internal override JsonElement Evaluate(JsonElement value) => Of.Evaluate(value);

        internal override string Print(JsonElement value) =>
            Of.Evaluate(value) is { ValueKind: not JsonValueKind.Undefined } found ? JsonText.Compact(found) : "null";
    }

    /// <summary><c>len EXPRESSION</c>.</summary>
    internal sealed record Length(TemplateExpression Of) : TemplateExpression
    {
        internal override JsonElement Evaluate(JsonElement value) => Of.Evaluate(value);

        internal override string Print(JsonElement value)
        {
            var of = Of.Evaluate(value);
            var length = of.ValueKind switch
            {
                JsonValueKind.Array => of.GetArrayLength(),
                JsonValueKind.Object => of.GetPropertyCount(),
                JsonValueKind.String => of.GetString()!.Length,
                _ => 0,
            };
            return length.ToString(CultureInfo.InvariantCulture);
        }
    }

    /// <summary><c>index EXPRESSION "key"</c> or <c>index EXPRESSION 0</c>.</summary>
    internal sealed record Index(TemplateExpression Of, string? Key, int Position) : TemplateExpression
    {
        internal override JsonElement Evaluate(JsonElement value)
        {
            var of = Of.Evaluate(value);
            return of.ValueKind switch
            {
                JsonValueKind.Object when Key is not null && of.TryGetProperty(Key, out var member) => member,
                JsonValueKind.Array when Key is null && Position < of.GetArrayLength() => of[Position],
                _ => default,
            };
        }
    }
}
