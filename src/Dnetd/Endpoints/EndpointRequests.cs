using System.Net.Sockets;
using Dnetd.Http;
using LibNetwork;
using LibNetwork.DriverApi;

namespace Dnetd.Endpoints;

/// <summary>Reads requests about endpoints.</summary>
internal static class EndpointRequests
{
    /// <summary>Reads <c>EndpointSettings</c> for an endpoint of that name. (I-075)</summary>
    internal static EndpointConfig ReadSettings(RequestReader body, string member, string name)
    {
        if (body.Object(member) is not { } settings)
        {
            return new EndpointConfig { Name = name };
        }

        var ipam = settings.Object("IPAMConfig");
        var options = new SortedDictionary<string, string>(settings.Map("DriverOpts").ToDictionary(StringComparer.Ordinal), StringComparer.Ordinal);
        options.Remove(NetLabel.InterfaceName, out var interfaceName);
        options.Remove(NetLabel.EndpointSysctls, out var sysctls);
        settings.Refuse("Links", "links are not offered; use Aliases");

        // A client sends back what it was answered; these are the daemon's to say.
        settings.Ignore(
            "NetworkID", "EndpointID", "Gateway", "IPAddress", "IPPrefixLen", "IPv6Gateway", "GlobalIPv6Address", "GlobalIPv6PrefixLen", "DNSNames");
        return new EndpointConfig
        {
            Name = name,
            IPv4Address = ipam?.Address("IPv4Address", AddressFamily.InterNetwork),
            IPv6Address = ipam?.Address("IPv6Address", AddressFamily.InterNetworkV6),
            MacAddress = settings.MacAddress("MacAddress"),
            Aliases = settings.Texts("Aliases"),
            InterfaceName = interfaceName ?? "",
            LinkLocalAddresses = [.. ipam?.Parsed("LinkLocalIPs", RequestReader.ParseAddress, "an IP address") ?? []],
            Sysctls = sysctls?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
            GatewayPriority = settings.Number("GwPriority") ?? 0,
            DriverOptions = options,
        };
    }
}
