using System.CommandLine;

namespace Dnet.Commands.Options;

/// <summary>Values given to switches: <c>--internal=yes</c>.</summary>
/// <remarks>The parser takes only <c>true</c> and <c>false</c> for a switch's own; it would take <c>yes</c> for the next argument, a name.</remarks>
internal static class SwitchValues
{
    /// <summary>What is wrong with them.</summary>
    internal static IEnumerable<string> Wrong(IReadOnlyList<string> arguments, Command command) =>
        from argument in arguments.TakeWhile(argument => argument != "--")
        where argument is ['-', ..]
        let parts = argument.Split('=', 2)
        where parts.Length == 2 && !bool.TryParse(parts[1], out _)
        where command.Options.Any(option => IsSwitch(option) && (option.Name == parts[0] || option.Aliases.Contains(parts[0])))
        select $"{parts[0]}: \"{parts[1]}\" is neither true nor false";

    private static bool IsSwitch(Option option) => option.ValueType == typeof(bool) || option.ValueType == typeof(bool?);
}
