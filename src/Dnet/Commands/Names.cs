using System.CommandLine;

namespace Dnet.Commands;

/// <summary>Positional arguments that name objects.</summary>
internal static class Names
{
    internal static Argument<string> One(string kind) =>
        RefusingFlags(new Argument<string>(kind) { Description = $"The {Kind(kind)}: its name, its id or the start of its id." });

    internal static Argument<string> New(string kind) =>
        RefusingFlags(new Argument<string>(kind) { Description = $"Name of the new {Kind(kind)}." });

    internal static Argument<string[]> Several(string kind) => RefusingFlags(new Argument<string[]>(kind)
    {
        Description = $"The {Kind(kind)}s: names, ids or starts of ids.",
        Arity = ArgumentArity.OneOrMore,
    });

    private static string Kind(string kind) => kind.ToLowerInvariant();

    // A mistyped flag would otherwise pass for a name.
    private static Argument<T> RefusingFlags<T>(Argument<T> argument)
    {
        argument.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..]))
            {
                result.AddError($"unknown flag {token.Value}");
            }
        });
        return argument;
    }
}
