using System.Globalization;
using Dnetd.Http;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Sandboxes;

/// <summary>Reads requests about sandboxes; members have the names that a container's have in Docker's API.</summary>
internal static class SandboxRequests
{
    /// <summary>Reads <c>POST /sandboxes/create</c>.</summary>
    internal static SandboxConfig ReadCreate(RequestReader body)
    {
        var config = new SandboxConfig
        {
            Name = body.Name("Name"),
            UseHostNamespace = body.Flag("UseHostNamespace") ?? false,
            UseExternalKey = body.Flag("UseExternalKey") ?? false,
            ExternalKey = body.Text("Key") ?? "",
            ExposedPorts = ReadExposed(body),
            Ports = ReadBindings(body),
            Hostname = body.Text("Hostname") ?? "",
            DomainName = body.Text("Domainname") ?? "",
            ExtraHosts = [.. body.Parsed("ExtraHosts", ParseExtraHost, "name:address")],
            DnsServers = [.. body.Parsed("Dns", RequestReader.ParseAddress, "an IP address")],
            DnsSearch = body.Texts("DnsSearch"),
            DnsOptions = body.Texts("DnsOptions"),
            Labels = body.Map("Labels"),
        };
        body.Complete(config.Validate());
        return config;
    }

    /// <summary>Reads <c>POST /sandboxes/{id}/refresh</c>: what is absent stays as it is.</summary>
    internal static SandboxConfig ReadRefresh(RequestReader? body, SandboxConfig present)
    {
        if (body is null)
        {
            return present;
        }

        var config = present with
        {
            ExposedPorts = body.Has("ExposedPorts") ? ReadExposed(body) : present.ExposedPorts,
            Ports = body.Has("PortBindings") ? ReadBindings(body) : present.Ports,
        };
        body.Ignore("ExposedPorts", "PortBindings");
        body.Complete(config.Validate());
        return config;
    }

    private static List<TransportPort> ReadExposed(RequestReader body)
    {
        var ports = new List<TransportPort>();
        if (body.Object("ExposedPorts") is { } exposed)
        {
            foreach (var name in exposed.Names)
            {
                exposed.Object(name);
                if (ReadPort(exposed, name) is { } port)
                {
                    ports.Add(port);
                }
            }
        }

        return ports;
    }

    private static List<PortBinding> ReadBindings(RequestReader body)
    {
        var bindings = new List<PortBinding>();
        if (body.Object("PortBindings") is { } published)
        {
            foreach (var name in published.Names)
            {
                var hosts = published.Objects(name);
                if (ReadPort(published, name) is { } port)
                {
                    // Nothing said of the host: all of its addresses, a port of its choice.
                    bindings.AddRange(hosts.Count > 0 ? hosts.Select(host => ReadBinding(host, port))
                        : [new PortBinding { Protocol = port.Protocol, Port = port.Port }]);
                }
            }
        }

        return bindings;
    }

    private static PortBinding ReadBinding(RequestReader host, TransportPort port)
    {
        var text = host.Text("HostPort") ?? "";
        var range = text.Split('-', 2);
        var (first, last) = (text.Length == 0 ? (ushort)0 : Number(range[0]), range.Length == 2 ? Number(range[1]) : (ushort)0);
        if (first is null || last is null)
        {
            host.Errors.Add(host.PathOf("HostPort"), $"\"{text}\" is not a port or a range of ports, such as 8080 or 8000-8010");
        }

        return new PortBinding
        {
            Protocol = port.Protocol,
            Port = port.Port,
            HostIP = host.Address("HostIp"),
            HostPort = first ?? 0,
            HostPortEnd = first is null ? (ushort)0 : last ?? 0,
        };
    }

    // 80/tcp; TCP when no protocol is named.
    private static TransportPort? ReadPort(RequestReader map, string name)
    {
        var parts = name.Split('/', 2);
        var protocol = parts.Length == 1 ? TransportProtocol.Tcp : TransportProtocolExtensions.ParseTransportProtocol(parts[1]);
        if (Number(parts[0]) is { } port && protocol != TransportProtocol.None)
        {
            return new TransportPort(protocol, port);
        }

        map.Errors.Add(map.PathOf(name), "is not a port, such as 80/tcp");
        return null;
    }

    private static ushort? Number(string text) =>
        ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ExtraHost? ParseExtraHost(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && RequestReader.ParseAddress(text[(colon + 1)..]) is { } address ? new ExtraHost(text[..colon], address) : null;
    }
}
