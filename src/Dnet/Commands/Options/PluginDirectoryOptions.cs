using System.CommandLine;
using LibNetwork.PluginProtocol.Addressing;

namespace Dnet.Commands.Options;

/// <summary>The flags that say where plugins are looked for.</summary>
internal sealed class PluginDirectoryOptions
{
    private static readonly PluginDirectories s_defaults = new();

    private readonly Option<string[]> _sockets = new("--socket-directory")
    {
        Description = $"Look for plugins' sockets here; once for each. Default: {string.Join(", ", s_defaults.Sockets)}.",
        HelpName = "DIRECTORY",
    };

    private readonly Option<string[]> _specs = new("--spec-directory")
    {
        Description = $"Look for plugins' .spec and .json files here; once for each. Default: {string.Join(", ", s_defaults.Specs)}.",
        HelpName = "DIRECTORY",
    };

    internal void AddTo(Command command)
    {
        command.Add(_sockets);
        command.Add(_specs);
    }

    internal PluginDirectories Read(ParseResult arguments) => new()
    {
        Sockets = Given(arguments.GetValue(_sockets), s_defaults.Sockets),
        Specs = Given(arguments.GetValue(_specs), s_defaults.Specs),
    };

    private static IReadOnlyList<string> Given(string[]? values, IReadOnlyList<string> defaults) => values is { Length: > 0 } ? values : defaults;
}
