namespace Dnet.Commands.Nodes;

/// <summary><c>dnet node …</c></summary>
internal static class NodeCommands
{
    internal static CommandGroup Group(Session session) => new("node", "Look at the nodes of the cluster.", new NodeListCommand(session))
    {
        Examples = ["dnet node ls"],
    };
}
