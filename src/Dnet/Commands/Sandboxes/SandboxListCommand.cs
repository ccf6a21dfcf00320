using System.CommandLine;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Sandboxes;

/// <summary><c>dnet sandbox ls</c></summary>
internal sealed class SandboxListCommand : DaemonCommand
{
    private readonly ListView<SandboxResource> _view = new(
        new("ID", "SANDBOX ID", (sandbox, inFull) => ShortId.Of(sandbox.Id, inFull)),
        new("Name", "NAME", (sandbox, _) => sandbox.Name),
        new("Networks", "NETWORKS", (sandbox, _) => string.Join(", ", sandbox.Endpoints.Select(endpoint => endpoint.Network))),
        new("Addresses", "ADDRESSES", (sandbox, _) => string.Join(", ", sandbox.Endpoints.SelectMany(Addresses))),
        new("Ports", "PORTS", (sandbox, _) => string.Join(", ", sandbox.Ports.SelectMany(Ports))),
        new("Key", "KEY", (sandbox, _) => sandbox.Key, InTable: false),
        new("Labels", "LABELS", (sandbox, _) => Shown.Map(sandbox.Labels), InTable: false),
        new("CreatedAt", "CREATED AT", (sandbox, _) => Shown.Instant(sandbox.Created), InTable: false));

    internal SandboxListCommand(Session session)
        : base(session, "ls", "List sandboxes.")
    {
        Examples = ["dnet sandbox ls", @"dnet sandbox ls --format 'table {{.Name}}\t{{.Key}}'"];
        Aliases.Add("list");
        _view.AddTo(this);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var sandboxes = await daemon.ListSandboxesAsync(cancellationToken);
        _view.Write(arguments, [.. sandboxes.OrderBy(sandbox => sandbox.Name, StringComparer.Ordinal)], Session.Output);
        return ExitCode.Success;
    }

    private static IEnumerable<string> Addresses(EndpointResource endpoint) =>
        new[] { endpoint.IPv4Address, endpoint.IPv6Address }.Where(address => address.Length > 0);

    // As docker ps has them: 0.0.0.0:8080->80/tcp, and the bare port when it is exposed alone.
    private static IEnumerable<string> Ports(KeyValuePair<string, IReadOnlyList<HostPort>?> port) => port.Value is null
        ? [port.Key]
        : port.Value.Select(host => $"{(host.HostIP.Contains(':', StringComparison.Ordinal) ? $"[{host.HostIP}]" : host.HostIP)}:{host.Port}->{port.Key}");
}
