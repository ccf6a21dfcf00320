using System.CommandLine;
using Dnet.Commands.Options;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Networks;

/// <summary><c>dnet network ls</c> (I-091)</summary>
internal sealed class NetworkListCommand : DaemonCommand
{
    private readonly FilterOption _filter = new("name=, id=, driver=, scope=, label=KEY[=VALUE], type=builtin|custom, dangling=true|false");
    private readonly ListView<NetworkResource> _view = new(
        new("ID", "NETWORK ID", (network, inFull) => ShortId.Of(network.Id, inFull)),
        new("Name", "NAME", (network, _) => network.Name),
        new("Driver", "DRIVER", (network, _) => network.Driver),
        new("Scope", "SCOPE", (network, _) => network.Scope),
        new("Subnets", "SUBNETS", (network, _) => string.Join(", ", network.Ipam.Config?.Select(pool => pool.Subnet) ?? []), InTable: false),
        new("IPv4", "IPV4", (network, _) => Shown.Flag(network.EnableIPv4), InTable: false),
        new("IPv6", "IPV6", (network, _) => Shown.Flag(network.EnableIPv6), InTable: false),
        new("Internal", "INTERNAL", (network, _) => Shown.Flag(network.Internal), InTable: false),
        new("Labels", "LABELS", (network, _) => Shown.Map(network.Labels), InTable: false),
        new("CreatedAt", "CREATED AT", (network, _) => Shown.Instant(network.Created), InTable: false));

    internal NetworkListCommand(Session session)
        : base(session, "ls", "List networks.")
    {
        Examples =
        [
            "dnet network ls",
            "dnet network ls -q --filter driver=bridge",
            @"dnet network ls --format 'table {{.Name}}\t{{.Subnets}}'",
        ];
        Aliases.Add("list");
        Add(_filter);
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var networks = await daemon.ListNetworksAsync(_filter.Read(arguments), cancellationToken);
        _view.Write(arguments, [.. networks.OrderBy(network => network.Name, StringComparer.Ordinal)], Session.Output);
        return ExitCode.Success;
    }
}
