using System.CommandLine;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Nodes;

/// <summary><c>dnet node ls</c></summary>
internal sealed class NodeListCommand : DaemonCommand
{
    private readonly ListView<NodeResource> _view = new(
        new("Address", "ADDRESS", (node, _) => node.Address),
        new("Self", "SELF", (node, _) => node.Self ? "yes" : ""));

    internal NodeListCommand(Session session)
        : base(session, "ls", "List the nodes the daemon has discovered (dnetd --discovery): the ones its drivers are told.")
    {
        Examples = ["dnet node ls", "dnet node ls -q", "dnet node ls --format json"];
        Aliases.Add("list");
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        _view.Write(arguments, await daemon.ListNodesAsync(cancellationToken), Session.Output);
        return ExitCode.Success;
    }
}
