using System.CommandLine;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Endpoints;

/// <summary><c>dnet endpoint ls</c></summary>
internal sealed class EndpointListCommand : DaemonCommand
{
    private readonly Option<string?> _network = new("--network") { Description = "Only those of this network.", HelpName = "NETWORK" };
    private readonly ListView<EndpointResource> _view = new(
        new("ID", "ENDPOINT ID", (endpoint, inFull) => ShortId.Of(endpoint.Id, inFull)),
        new("Name", "NAME", (endpoint, _) => endpoint.Name),
        new("Network", "NETWORK", (endpoint, _) => endpoint.Network),
        new("Sandbox", "SANDBOX", (endpoint, _) => endpoint.Sandbox),
        new("Interface", "INTERFACE", (endpoint, _) => endpoint.InterfaceName),
        new("IPv4", "IPV4", (endpoint, _) => endpoint.IPv4Address),
        new("IPv6", "IPV6", (endpoint, _) => endpoint.IPv6Address),
        new("MacAddress", "MAC ADDRESS", (endpoint, _) => endpoint.MacAddress, InTable: false),
        new("Gateway", "GATEWAY", (endpoint, _) => endpoint.Gateway, InTable: false),
        new("IPv6Gateway", "IPV6 GATEWAY", (endpoint, _) => endpoint.IPv6Gateway, InTable: false),
        new("CreatedAt", "CREATED AT", (endpoint, _) => Shown.Instant(endpoint.Created), InTable: false));

    internal EndpointListCommand(Session session)
        : base(session, "ls", "List endpoints.")
    {
        Examples = ["dnet endpoint ls", "dnet endpoint ls --network web --format '{{.Sandbox}} {{.IPv4}}'"];
        Aliases.Add("list");
        Add(_network);
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var endpoints = await daemon.ListEndpointsAsync(arguments.GetValue(_network), cancellationToken);
        var sorted = endpoints.OrderBy(endpoint => endpoint.Network, StringComparer.Ordinal).ThenBy(endpoint => endpoint.Name, StringComparer.Ordinal);
        _view.Write(arguments, [.. sorted], Session.Output);
        return ExitCode.Success;
    }
}
