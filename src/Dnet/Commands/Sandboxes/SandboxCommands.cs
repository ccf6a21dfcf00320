using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox …</c></summary>
internal static class SandboxCommands
{
    internal static CommandGroup Group(Session session) => new(
        "sandbox",
        "Manage sandboxes. A sandbox is a container's network stack: a network namespace of its own.",
        new SandboxCreateCommand(session),
        new SandboxListCommand(session),
        new InspectCommand<SandboxResource>(
            session,
            "SANDBOX",
            "Show all there is to know of sandboxes: the path of the namespace, and the endpoints in it.",
            ApiJson.Default.SandboxResource,
            (daemon, name, cancellationToken) => daemon.InspectSandboxAsync(name, cancellationToken))
        {
            Examples = ["dnet sandbox inspect app", "dnet sandbox inspect -f '{{.Key}}' app"],
        },
        new RemoveCommand(
            session,
            "SANDBOX",
            "Remove sandboxes: their endpoints leave and are removed too.",
            "It is no error when there is no such sandbox.",
            (daemon, name, force, cancellationToken) => daemon.DeleteSandboxAsync(name, force, cancellationToken)),
        new SandboxSetKeyCommand(session),
        new SandboxStatsCommand(session),
        new SandboxRenameCommand(session),
        new SandboxRefreshCommand(session),
        new SandboxExecCommand(session))
    {
        Examples =
        [
            "dnet sandbox create app",
            "dnet network connect web app",
            "dnet sandbox exec app -- ip address",
        ],
    };
}
