using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json;

namespace Dnet.Output;

/// <summary>A <c>--format</c> template: the part of Go's templates that people use with Docker.</summary>
/// <remarks>
/// <c>{{.Name}}</c>, <c>{{.IPAM.Driver}}</c>, <c>{{json .}}</c>, <c>{{len .Endpoints}}</c>, <c>{{index .Labels "a.b"}}</c>,
/// <c>{{range .Endpoints}}…{{end}}</c>; <c>\t</c> and <c>\n</c> in the text around them.
/// </remarks>
internal sealed class Template
{
    private readonly IReadOnlyList<TemplateNode> _nodes;

    private Template(IReadOnlyList<TemplateNode> nodes) => _nodes = nodes;

    /// <summary>Reads a template, or says what is wrong with it.</summary>
    /// <param name="text">The template.</param>
    /// <param name="fields">The fields there are at its top.</param>
    /// <param name="template">The template.</param>
    /// <param name="error">What is wrong.</param>
    internal static bool TryParse(
        string text, IReadOnlyCollection<string> fields, [NotNullWhen(true)] out Template? template, [NotNullWhen(false)] out string? error)
    {
        try
        {
            template = new Template(new TemplateParser(text, fields).Parse());
            error = null;
            return true;
        }
        catch (FormatException e)
        {
            template = null;
            error = e.Message;
            return false;
        }
    }

    /// <summary>Fills the template in.</summary>
    internal string Apply(JsonElement value)
    {
        var text = new StringBuilder();
        TemplateNode.WriteAll(_nodes, value, text);
        return text.ToString();
    }
}
