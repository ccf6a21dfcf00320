using LibNetwork.Api;

namespace Dnet.Commands.Endpoints;

/// <summary><c>dnet endpoint …</c></summary>
internal static class EndpointCommands
{
    internal static CommandGroup Group(Session session) => new(
        "endpoint",
        "Manage endpoints. An endpoint is a sandbox's place on a network: an interface and its addresses. "
            + "\"dnet network connect\" makes one and joins it in a single step.",
        new EndpointCreateCommand(session),
        new EndpointListCommand(session),
        new InspectCommand<EndpointResource>(
            session,
            "ENDPOINT",
            "Show all there is to know of endpoints: addresses, interface, network, sandbox.",
            ApiJson.Default.EndpointResource,
            (daemon, name, cancellationToken) => daemon.InspectEndpointAsync(name, cancellationToken))
        {
            Examples = ["dnet endpoint inspect db", "dnet endpoint inspect -f '{{.IPv4Address}}' db"],
        },
        new RemoveCommand(
            session,
            "ENDPOINT",
            "Remove endpoints: their addresses are free again.",
            "Let its sandbox leave first.",
            (daemon, name, force, cancellationToken) => daemon.DeleteEndpointAsync(name, force, cancellationToken)),
        new EndpointJoinCommand(session),
        new EndpointLeaveCommand(session))
    {
        Examples =
        [
            "dnet endpoint create --ip 10.1.0.7 web db   # the address is reserved, no sandbox has it yet",
            "dnet endpoint join db app",
        ],
    };
}
