using System.CommandLine;
using LibNetwork.Api;

namespace Dnet.Commands.Endpoints;

/// <summary><c>dnet endpoint join</c></summary>
internal sealed class EndpointJoinCommand : DaemonCommand
{
    private readonly Argument<string> _endpoint = Names.One("ENDPOINT");
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");

    internal EndpointJoinCommand(Session session)
        : base(session, "join", "Join a sandbox to an endpoint: its interface appears in the sandbox.")
    {
        Add(_endpoint);
        Add(_sandbox);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new EndpointJoinRequest { Sandbox = arguments.GetRequiredValue(_sandbox) };
        await daemon.JoinAsync(arguments.GetRequiredValue(_endpoint), request, cancellationToken);
        return ExitCode.Success;
    }
}
