using System.CommandLine;

namespace Dnet.Commands.Options;

/// <summary><c>--filter KEY=VALUE</c>: the daemon lists what fits. (I-080)</summary>
internal sealed class FilterOption : Option<string[]>
{
    /// <summary>Makes the flag.</summary>
    /// <param name="keys">What it knows, for the help.</param>
    internal FilterOption(string keys)
        : base("--filter", "-f")
    {
        Description = $"List only what fits: {keys}; once for each.";
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
