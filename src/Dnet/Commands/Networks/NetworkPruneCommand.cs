using System.CommandLine;
using Dnet.Commands.Options;
using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network prune</c> (I-095)</summary>
internal sealed class NetworkPruneCommand : DaemonCommand
{
    private readonly Option<bool> _force = new("--force", "-f") { Description = "Do not ask." };
    private readonly FilterOption _filter = new(
        "until=TIME (made before it; a duration such as 24h is that long ago), label=KEY[=VALUE], label!=KEY[=VALUE]", "Remove only what fits", "--filter");

    internal NetworkPruneCommand(Session session)
        : base(session, "prune", "Remove all networks that no endpoint is on, and print their names. Configuration-only and predefined networks stay.")
    {
        Examples = ["dnet network prune", "dnet network prune -f --filter until=24h --filter label=stage=test"];
        Add(_force);
        Add(_filter);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        if (!arguments.GetValue(_force) && !await Session.ConfirmAsync("This removes all networks that no endpoint is on.", cancellationToken))
        {
            Session.Report("nothing was removed; --force does not ask");
            return ExitCode.Failure;
        }

        var answer = await daemon.PruneNetworksAsync(_filter.Read(arguments), cancellationToken);
        if (answer.NetworksDeleted is { Count: > 0 } names)
        {
            Session.Output.WriteLine("Deleted Networks:");
            foreach (var name in names)
            {
                Session.Output.WriteLine(name);
            }
        }

        return ExitCode.Success;
    }
}
