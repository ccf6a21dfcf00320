using System.CommandLine;

namespace Dnet.Commands.Options;

/// <summary><c>--filter KEY=VALUE</c>: the daemon lists what fits. (I-080)</summary>
internal sealed class FilterOption : Option<string[]>
{
    /// <summary>Makes the flag.</summary>
    /// <param name="keys">What it knows, for the help.</param>
    internal FilterOption(string keys)
        : this(keys, "List only what fits", "--filter", "-f")
    {
    }

    /// <summary>Makes the flag for something else than a list.</summary>
    /// <param name="keys">What it knows, for the help.</param>
    /// <param name="purpose">What is done with what fits.</param>
    /// <param name="name">The flag.</param>
    /// <param name="aliases">Its short forms.</param>
    internal FilterOption(string keys, string purpose, string name, params string[] aliases)
        : base(name, aliases)
    {
        Description = $"{purpose}: {keys}; once for each.";
        HelpName = "KEY=VALUE";
        Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
            {
                if (token.Value.IndexOf('=', StringComparison.Ordinal) < 1)
                {
                    result.AddError($"--filter: \"{token.Value}\" is not KEY=VALUE");
                }
            }
        });
    }

    /// <summary>Values by key.</summary>
    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Read(ParseResult arguments) => (arguments.GetValue(this) ?? [])
        .Select(text => text.Split('=', 2))
        .GroupBy(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        .ToDictionary(group => group.Key, IReadOnlyList<string> (group) => [.. group], StringComparer.Ordinal);
}
