using System.CommandLine;

namespace Dnet.Commands.Options;

/// <summary>A flag given once for each <c>KEY=VALUE</c>; a key alone has an empty value, as in Docker. The last of equal keys wins.</summary>
internal sealed class KeyValueOption : Option<string[]>
{
    internal KeyValueOption(string name, string description, params string[] aliases)
        : base(name, aliases)
    {
        Description = description;
        HelpName = "KEY=VALUE";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value is "" or ['=', ..])
                {
                    result.AddError($"{name}: \"{token.Value}\" has no key; write KEY=VALUE");
                }
            }
        });
    }

    /// <summary>What was given; null when nothing was.</summary>
    internal IReadOnlyDictionary<string, string>? Read(ParseResult arguments)
    {
        if (arguments.GetValue(this) is not { Length: > 0 } texts)
        {
            return null;
        }

        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            map[equals < 0 ? text : text[..equals]] = equals < 0 ? "" : text[(equals + 1)..];
        }

        return map;
    }
}
