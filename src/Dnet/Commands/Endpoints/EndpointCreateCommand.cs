using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Endpoints;

/// <summary><c>dnet endpoint create</c></summary>
internal sealed class EndpointCreateCommand : DaemonCommand
{
    private readonly Argument<string> _network = Names.One("NETWORK");
    private readonly Argument<string> _name = Names.New("ENDPOINT");
    private readonly EndpointOptions _endpoint = new();

    internal EndpointCreateCommand(Session session)
        : base(session, "create", "Create an endpoint on a network and print its id. Its addresses are reserved; no sandbox has joined yet.")
    {
        Examples = ["dnet endpoint create web db", "dnet endpoint create --ip 10.1.0.7 web db"];
        Add(_network);
        Add(_name);
        _endpoint.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new EndpointCreateRequest
        {
            Network = arguments.GetRequiredValue(_network),
            Name = arguments.GetRequiredValue(_name),
            EndpointConfig = _endpoint.Read(arguments),
        };
        Session.Output.WriteLine((await daemon.CreateEndpointAsync(request, cancellationToken)).Id);
        return ExitCode.Success;
    }
}
