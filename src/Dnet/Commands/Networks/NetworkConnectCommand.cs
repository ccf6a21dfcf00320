using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network connect</c> (I-096)</summary>
internal sealed class NetworkConnectCommand : DaemonCommand
{
    private readonly Argument<string> _network = Names.One("NETWORK");
    private readonly Argument<string> _sandbox = Names.One("SANDBOX");
    private readonly EndpointOptions _endpoint = new();

    internal NetworkConnectCommand(Session session)
        : base(session, "connect", "Connect a sandbox to a network: an interface with an address appears in it, at once.")
    {
        Examples =
        [
            "dnet network connect web app",
            "dnet network connect --ip 10.1.0.7 --alias db web app",
            "dnet network connect --gw-priority 1 uplink app   # its default gateway is on uplink",
        ];
        Add(_network);
        Add(_sandbox);
        _endpoint.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var request = new NetworkConnectRequest
        {
            Container = arguments.GetRequiredValue(_sandbox),
            EndpointConfig = _endpoint.Read(arguments),
        };
        await daemon.ConnectAsync(arguments.GetRequiredValue(_network), request, cancellationToken);
        return ExitCode.Success;
    }
}
