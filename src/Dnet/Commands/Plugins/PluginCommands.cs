namespace Dnet.Commands.Plugins;

/// <summary><c>dnet plugin …</c></summary>
internal static class PluginCommands
{
    internal static CommandGroup Group(Session session) => new(
        "plugin",
        "Look at plugins: network and IPAM drivers in other processes, spoken to over Docker's plugin protocol.",
        new PluginListCommand(session))
    {
        Examples = ["dnet plugin ls", "dnet network create -d weave web"],
    };
}
