using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network …</c></summary>
internal static class NetworkCommands
{
    internal static CommandGroup Group(Session session) => new(
        "network",
        "Manage networks. Sandboxes on one network reach each other; sandboxes on different networks do not.",
        new NetworkCreateCommand(session),
        new NetworkListCommand(session),
        new InspectCommand<NetworkResource>(
            session,
            "NETWORK",
            "Show all there is to know of networks: pools, options, and the endpoints on them.",
            ApiJson.Default.NetworkResource,
            (daemon, name, cancellationToken) => daemon.InspectNetworkAsync(name, cancellationToken))
        {
            Examples = ["dnet network inspect web", "dnet network inspect -f '{{range .IPAM.Config}}{{.Subnet}}{{end}}' web"],
        },
        new RemoveCommand(
            session,
            "NETWORK",
            "Remove networks. A network with endpoints is not removed: disconnect its sandboxes first.",
            "Remove endpoints that no sandbox has joined, too, and give the network up even if its plugin cannot be reached.",
            (daemon, name, force, cancellationToken) => daemon.DeleteNetworkAsync(name, force, cancellationToken)),
        new NetworkPruneCommand(session),
        new NetworkConnectCommand(session),
        new NetworkDisconnectCommand(session))
    {
        Examples =
        [
            "dnet network create web",
            "dnet sandbox create app",
            "dnet network connect web app",
        ],
    };
}
