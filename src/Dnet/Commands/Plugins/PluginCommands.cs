namespace Dnet.Commands.Plugins;

/// <summary><c>dnet plugin …</c></summary>
internal static class PluginCommands
{
    internal static CommandGroup Group(Session session) => new(
        "plugin",
        "Docker's plugins: network and IPAM drivers in processes of their own.",
        new PluginCheckCommand(session))
    {
        Examples =
        [
            "dnet plugin check mydriver",
        ],
    };
}
