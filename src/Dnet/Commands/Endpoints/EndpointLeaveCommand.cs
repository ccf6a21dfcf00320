using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Endpoints;

/// <summary><c>dnet endpoint leave</c></summary>
internal sealed class EndpointLeaveCommand : DaemonCommand
{
    private readonly Argument<string> _endpoint = Names.One("ENDPOINT");
    private readonly Option<bool> _force = new("--force", "-f") { Description = "It is no error when no sandbox has joined." };

    internal EndpointLeaveCommand(Session session)
        : base(session, "leave", "Let the sandbox leave an endpoint: the interface disappears from it; the endpoint keeps its addresses.")
    {
        Add(_endpoint);
        Add(_force);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new EndpointLeaveRequest { Force = arguments.GetValue(_force) ? true : null };
        await daemon.LeaveAsync(arguments.GetRequiredValue(_endpoint), request, cancellationToken);
        return ExitCode.Success;
    }
}
