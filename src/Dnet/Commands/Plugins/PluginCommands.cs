namespace Dnet.Commands.Plugins;

/// <summary><c>dnet plugin …</c></summary>
internal static class PluginCommands
{
    internal static CommandGroup Group(Session session) => new(
        "plugin",
        "Look at plugins and try them: network and IPAM drivers in other processes, spoken to over Docker's plugin protocol.",
        new PluginListCommand(session),
        new PluginCheckCommand(session))
    {
        Examples = ["dnet plugin ls", "dnet plugin check mydriver", "dnet network create -d mydriver web"],
    };
}
