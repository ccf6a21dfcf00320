using System.Globalization;

namespace Dnet.Output;

/// <summary>Reads a <see cref="Template"/>; what is wrong is a <see cref="FormatException"/>.</summary>
internal sealed class TemplateParser(string template, IReadOnlyCollection<string> fields)
{
    private int _position;

    internal IReadOnlyList<TemplateNode> Parse() => ParseUntilEnd(inRange: false);

    private List<TemplateNode> ParseUntilEnd(bool inRange)
    {
        var nodes = new List<TemplateNode>();
        while (_position < template.Length)
        {
            var open = template.IndexOf("{{", _position, StringComparison.Ordinal);
            var text = open < 0 ? template[_position..] : template[_position..open];
            if (text.Length > 0)
            {
                nodes.Add(new TemplateNode.Text(Unescape(text)));
            }

            if (open < 0)
            {
                _position = template.Length;
                break;
            }

            var close = template.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                throw new FormatException("a {{ is never closed by }}");
            }

            _position = close + 2;
            var words = Words(template[(open + 2)..close]);
            switch (words)
            {
                case []:
                    throw new FormatException("{{}} is empty");
                case ["end"] when inRange:
                    return nodes;
                case ["end"]:
                    throw new FormatException("{{end}} ends no {{range}}");
                case ["range", .. var list]:
                    nodes.Add(new TemplateNode.Range(Expression(list, inRange), ParseUntilEnd(inRange: true)));
                    break;
                default:
                    nodes.Add(new TemplateNode.Value(Expression(words, inRange)));
                    break;
            }
        }

        return inRange ? throw new FormatException("a {{range}} is never closed by {{end}}") : nodes;
    }

    private TemplateExpression Expression(string[] words, bool inRange) => words switch
    {
        ["json", .. var rest] => new TemplateExpression.Json(Expression(rest, inRange)),
        ["len", .. var rest] => new TemplateExpression.Length(Expression(rest, inRange)),
        ["index", var of, ['"', .. var key, '"']] => new TemplateExpression.Index(Path(of, inRange), key, 0),
        ["index", var of, var number] when int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var position) =>
            new TemplateExpression.Index(Path(of, inRange), null, position),
        [var path] => Path(path, inRange),
        _ => throw new FormatException($"{{{{{string.Join(' ', words)}}}}} is not understood; write {{{{.Field}}}}, {{{{json .Field}}}}, "
            + "{{len .Field}}, {{index .Field \"key\"}} or {{range .Field}}…{{end}}"),
    };

    private TemplateExpression.Path Path(string word, bool inRange)
    {
        if (word[0] != '.')
        {
            throw new FormatException($"\"{word}\" is not a field: a field begins with a dot, as in {{{{.{word}}}}}");
        }

        var names = word.Split('.', StringSplitOptions.RemoveEmptyEntries);

        // Inside a range the dot is an item, whose fields are not known here.
        return inRange || names is [] || fields.Contains(names[0], StringComparer.Ordinal)
            ? new TemplateExpression.Path(names)
            : throw new FormatException($"there is no field .{names[0]}; there are {string.Join(", ", fields.Select(field => "." + field))}");
    }

    // Words are apart by blanks; a quoted key may hold some.
    private static string[] Words(string inside)
    {
        var words = new List<string>();
        var start = -1;
        var quoted = false;
        for (var i = 0; i <= inside.Length; i++)
        {
            var atEnd = i == inside.Length;
            if (!atEnd && inside[i] == '"')
            {
                quoted = !quoted;
            }

            if (atEnd || (char.IsWhiteSpace(inside[i]) && !quoted))
            {
                if (start >= 0)
                {
                    words.Add(inside[start..i]);
                }

                start = -1;
            }
            else if (start < 0)
            {
                start = i;
            }
        }

        return quoted ? throw new FormatException($"a quote in {{{{{inside}}}}} is never closed") : [.. words];
    }

    private static string Unescape(string text) =>
        text.Replace("\\t", "\t", StringComparison.Ordinal).Replace("\\n", "\n", StringComparison.Ordinal);
}
