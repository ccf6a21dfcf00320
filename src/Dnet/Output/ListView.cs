using System.Buffers;
using System.CommandLine;
using System.Text.Json;

namespace Dnet.Output;

/// <summary>How an <c>ls</c> command writes what it found: <c>--format</c>, <c>--quiet</c>, <c>--no-trunc</c>.</summary>
internal sealed class ListView<T>
{
    private const string TablePrefix = "table ";

    private readonly IReadOnlyList<Column<T>> _columns;
    private readonly string[] _fields;
    private readonly Option<string?> _format;
    private readonly Option<bool> _quiet = new("--quiet", "-q") { Description = "Print ids only." };
    private readonly Option<bool> _noTruncation = new("--no-trunc") { Description = "Print ids in full, not only their first 12 digits." };

    /// <summary>Makes the view.</summary>
    /// <param name="columns">The fields; the first is the id.</param>
    internal ListView(params IReadOnlyList<Column<T>> columns)
    {
        _columns = columns;
        _fields = [.. columns.Select(column => column.Field)];
        _format = new Option<string?>("--format")
        {
            Description = $"How to print: \"table\", \"json\" (one object a line), or a template such as '{{{{.{_fields[1]}}}}}' or "
                + $"'table {{{{.{_fields[0]}}}}}\\t{{{{.{_fields[1]}}}}}'. Fields: {string.Join(", ", _fields.Select(field => "." + field))}.",
            HelpName = "FORMAT",
        };
        _format.Validators.Add(result =>
        {
            if (result.Tokens is [var token, ..] && TemplateOf(token.Value) is { } template
                && !Template.TryParse(template, _fields, out _, out var error))
            {
                result.AddError($"--format: {error}");
            }
        });
    }

    /// <summary>Adds <c>--format</c> alone, for a list without ids.</summary>
    internal void AddFormatTo(Command command) => command.Add(_format);

    /// <summary>Whether it writes the table.</summary>
    internal bool IsTable(ParseResult arguments) => arguments.GetValue(_format) is null or "table";

    internal void AddTo(Command command)
    {
        AddFormatTo(command);
        command.Add(_quiet);
        command.Add(_noTruncation);
    }

    /// <summary>Writes the list.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="items">What is listed.</param>
    /// <param name="output">Where to.</param>
    /// <param name="without">A field that has no value this time.</param>
    internal void Write(ParseResult arguments, IReadOnlyList<T> items, TextWriter output, string? without = null)
    {
        var columns = _columns.Where(column => column.Field != without).ToArray();
        var inFull = arguments.GetValue(_noTruncation);
        var format = arguments.GetValue(_format) ?? "table";
        if (arguments.GetValue(_quiet))
        {
            WriteLines(items.Select(item => columns[0].Value(item, inFull)), output);
        }
        else if (format == "json")
        {
            WriteLines(items.Select(item => JsonText.Compact(Row(columns, item, inFull))), output);
        }
        else if (TemplateOf(format) is { } text && Template.TryParse(text, _fields, out var template, out _))
        {
            var lines = items.Select(item => template.Apply(Row(columns, item, inFull)));
            if (format.StartsWith(TablePrefix, StringComparison.Ordinal))
            {
                Table.Write([.. lines.Prepend(template.Apply(Headers(columns))).Select(line => line.Split('\t'))], output);
            }
            else
            {
                WriteLines(lines, output);
            }
        }
        else
        {
            var shown = columns.Where(column => column.InTable).ToArray();
            Table.Write(
                [[.. shown.Select(column => column.Header)],
                 .. items.Select(item => shown.Select(column => column.Value(item, inFull)).ToArray())],
                output);
        }
    }

    private static string? TemplateOf(string format) => format switch
    {
        "json" or "table" => null,
        _ when format.StartsWith(TablePrefix, StringComparison.Ordinal) => format[TablePrefix.Length..],
        _ => format,
    };

    private static void WriteLines(IEnumerable<string> lines, TextWriter output)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line);
        }
    }

    private static JsonElement Row(IEnumerable<Column<T>> columns, T item, bool inFull) => Object(columns, column => column.Value(item, inFull));

    private static JsonElement Headers(IEnumerable<Column<T>> columns) => Object(columns, column => column.Header);

    private static JsonElement Object(IEnumerable<Column<T>> columns, Func<Column<T>, string> value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            foreach (var column in columns)
            {
                writer.WriteString(column.Field, value(column));
            }

            writer.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
