using System.Globalization;
using Dnetd.Endpoints;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;

namespace Dnetd.Sandboxes;

/// <summary>Sandboxes as they are answered.</summary>
internal static class SandboxResources
{
    internal static async Task<SandboxResource> InspectAsync(Sandbox sandbox, CancellationToken cancellationToken)
    {
        var config = sandbox.Config;
        return new SandboxResource
        {
            Name = sandbox.Name,
            Id = sandbox.Id,
            Created = sandbox.Created,
            Key = sandbox.Key,
            HasNamespace = sandbox.HasNamespace,
            UseExternalKey = config.UseExternalKey || config.ExternalKey.Length > 0,
            UseHostNamespace = config.UseHostNamespace,
            Endpoints = [.. sandbox.Endpoints.Select(EndpointResources.Inspect)],
            Ports = Ports(config, await sandbox.ListPublishedPortsAsync(cancellationToken)),
            Hostname = config.Hostname,
            DomainName = config.DomainName,
            ExtraHosts = [.. config.ExtraHosts.Select(host => host.ToString())],
            DnsServers = [.. config.DnsServers.Select(server => server.ToString())],
            DnsSearch = config.DnsSearch,
            DnsOptions = config.DnsOptions,
            Labels = config.Labels,
        };
    }

    internal static SandboxStatistics Statistics(IReadOnlyDictionary<string, InterfaceStatistics> statistics) => new()
    {
        Read = DateTimeOffset.UtcNow,
        Networks = statistics.ToDictionary(pair => pair.Key, pair => new InterfaceCounters
        {
            RxBytes = pair.Value.RxBytes,
            RxPackets = pair.Value.RxPackets,
            RxErrors = pair.Value.RxErrors,
            RxDropped = pair.Value.RxDropped,
            TxBytes = pair.Value.TxBytes,
            TxPackets = pair.Value.TxPackets,
            TxErrors = pair.Value.TxErrors,
            TxDropped = pair.Value.TxDropped,
        }, StringComparer.Ordinal),
    };

    // Docker's: all that are exposed or to be published, and where they are published, if they are.
    private static SortedDictionary<string, IReadOnlyList<HostPort>?> Ports(SandboxConfig config, IReadOnlyList<PortBinding> published)
    {
        var ports = new SortedDictionary<string, IReadOnlyList<HostPort>?>(StringComparer.Ordinal);
        foreach (var port in config.ExposedPorts.Concat(config.Ports.Select(binding => new TransportPort(binding.Protocol, binding.Port))))
        {
            ports[Name(port)] = null;
        }

        foreach (var port in published.ToLookup(binding => new TransportPort(binding.Protocol, binding.Port)))
        {
            ports[Name(port.Key)] = [.. port.Select(OnHost)];
        }

        return ports;
    }

    private static string Name(TransportPort port) => string.Create(CultureInfo.InvariantCulture, $"{port.Port}/{port.Protocol.ToWire()}");

    private static HostPort OnHost(PortBinding binding) => new()
    {
        HostIP = binding.HostIP?.ToString() ?? "",
        Port = binding.HostPort.ToString(CultureInfo.InvariantCulture),
    };
}
