using System.Text;
using System.Text.Json;

namespace Dnet.Output;

/// <summary>A part of a <see cref="Template"/>.</summary>
internal abstract record TemplateNode
{
    internal abstract void Write(JsonElement value, StringBuilder output);

    internal static void WriteAll(IReadOnlyList<TemplateNode> nodes, JsonElement value, StringBuilder output)
    {
        foreach (var node in nodes)
        {
            node.Write(value, output);
        }
    }

    /// <summary>What stands outside the braces.</summary>
    internal sealed record Text(string Content) : TemplateNode
    {
        internal override void Write(JsonElement value, StringBuilder output) => output.Append(Content);
    }

    /// <summary><c>{{EXPRESSION}}</c>.</summary>
    internal sealed record Value(TemplateExpression Expression) : TemplateNode
    {
        internal override void Write(JsonElement value, StringBuilder output) => output.Append(Expression.Print(value));
    }

    /// <summary><c>{{range EXPRESSION}}…{{end}}</c>: the body once for each item of a list or value of an object.</summary>
    internal sealed record Range(TemplateExpression Expression, IReadOnlyList<TemplateNode> Body) : TemplateNode
    {
        internal override void Write(JsonElement value, StringBuilder output)
        {
            var items = Expression.Evaluate(value);
            switch (items.ValueKind)
            {
                case JsonValueKind.Array:
                    foreach (var item in items.EnumerateArray())
                    {
                        WriteAll(Body, item, output);
                    }

                    break;
                case JsonValueKind.Object:
                    foreach (var item in items.EnumerateObject())
                    {
                        WriteAll(Body, item.Value, output);
                    }

                    break;
                default:
                    break;
            }
        }
    }
}
