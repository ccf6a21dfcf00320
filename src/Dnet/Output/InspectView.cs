using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Dnet.Output;

/// <summary>How an <c>inspect</c> command writes what it found: a JSON array, or a template for each object.</summary>
internal sealed class InspectView<T>
{
    private readonly JsonTypeInfo<T> _type;
    private readonly string[] _fields;
    private readonly Option<string?> _format;

    internal InspectView(JsonTypeInfo<T> type)
    {
        _type = type;
        _fields = [.. type.Properties.Select(property => property.Name)];
        _format = new Option<string?>("--format", "-f")
        {
            Description = "How to print: \"json\" (one line), or a template such as '{{.Name}}' or '{{json .Labels}}'. Default: indented JSON. "
                + $"Fields: {string.Join(", ", _fields.Select(field => "." + field))}.",
            HelpName = "FORMAT",
        };
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: not "json" } token, ..] && !Template.TryParse(token.Value, _fields, out _, out var error))
            {
                result.AddError($"--format: {error}");
            }
        });
    }

    internal void AddTo(Command command) => command.Add(_format);

    /// <summary>Writes objects; in JSON an empty list too, so that a pipe always gets a document.</summary>
    internal void Write(ParseResult arguments, IReadOnlyList<T> items, TextWriter output)
    {
        var elements = items.Select(item => JsonSerializer.SerializeToElement(item, _type));
        var format = arguments.GetValue(_format);
        if (format is not (null or "json") && Template.TryParse(format, _fields, out var template, out _))
        {
            foreach (var element in elements)
            {
                output.WriteLine(template.Apply(element));
            }

            return;
        }

        output.WriteLine(JsonText.Array(elements, indented: format is null));
    }
}
