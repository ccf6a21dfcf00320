using System.Net;
using System.Text;
using Dnet.Conformance.Calls;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace Dnet.Conformance.Checks;

/// <summary>What a sandbox is told when it joins an endpoint.</summary>
internal static class Joining
{
    private const int LongestName = 15; // IFNAMSIZ without its zero

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("joining/join-and-leave", "a sandbox joins and leaves", "remote driver B-049, B-050", Roles.Network, JoinAndLeaveAsync),
        new("joining/interface-name", "names of links have at most 15 bytes", "remote driver B-049, Linux", Roles.Network, InterfaceNameAsync),
        new("joining/gateways", "gateways parse, and the sandbox can reach them", "remote driver B-069", Roles.Network, GatewaysAsync),
        new("joining/gateways-ipv6", "so do those of a network with IPv6", "remote driver B-069", Roles.Network, GatewaysIPv6Async),
        new("joining/routes", "routes parse; a next hop where there must be one", "remote driver B-069, B-070", Roles.Network, RoutesAsync),
        new("joining/unknown-endpoint", "joining an endpoint that is not is refused", "driver contract A-043", Roles.Network, UnknownEndpointAsync),
        new("joining/twice", "a second sandbox is refused", "driver contract A-051", Roles.Network, TwiceAsync),
        new("joining/leave-twice", "a leave that is sent again succeeds again", "transport B-031", Roles.Network, LeaveTwiceAsync),
        new("joining/again", "after leaving one can join again", "driver contract A-007, A-008", Roles.Network, AgainAsync),
    ];

    private static async Task JoinAndLeaveAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var endpoint = await trial.Network.MakeEndpointAsync(network);
        (await trial.Network.JoinAsync(network.Id, endpoint)).MustSucceed("success (if the plugin opens the sandbox, give it one with --sandbox)");
        (await trial.Network.LeaveAsync(network.Id, endpoint)).MustSucceed();
    }

    private static async Task InterfaceNameAsync(Trial trial)
    {
        var (_, _, join) = await trial.Network.MakeJoinAsync();
        if (Read(join).InterfaceName is not { } name || name is { SrcName: "", DstPrefix: "", DstName: "" })
        {
            throw CheckEndedException.NotTried("the plugin hands over no interface");
        }

        if (!IsLinkName(name.SrcName, LongestName))
        {
            throw join.Fails($"SrcName to be the name of a link: 1 to {LongestName} bytes, no blank, no slash");
        }

        if (name.DstName.Length > 0 && !IsLinkName(name.DstName, LongestName))
        {
            throw join.Fails($"DstName to be the name of a link: at most {LongestName} bytes, no blank, no slash");
        }

        if (name.DstName.Length == 0 && !IsLinkName(name.DstPrefix, LongestName - 1))
        {
            throw join.Fails($"DstPrefix to be the beginning of a link's name: 1 to {LongestName - 1} bytes, no blank, no slash");
        }
    }

    private static async Task GatewaysAsync(Trial trial)
    {
        var (network, _, join) = await trial.Network.MakeJoinAsync();
        MustReach(join, network, "Gateway", Read(join).Gateway, ipv6: false);
    }

    private static async Task GatewaysIPv6Async(Trial trial)
    {
        var network = trial.Network.New(ipv6: true);
        if (!(await trial.Network.CreateAsync(network)).Succeeded)
        {
            throw CheckEndedException.NotTried("the plugin makes no network with IPv6");
        }

        var endpoint = await trial.Network.MakeEndpointAsync(network);
        var join = (await trial.Network.JoinAsync(network.Id, endpoint)).MustSucceed();
        MustReach(join, network, "Gateway", Read(join).Gateway, ipv6: false);
        MustReach(join, network, "GatewayIPv6", Read(join).GatewayIPv6, ipv6: true);
    }

    private static async Task RoutesAsync(Trial trial)
    {
        var (_, _, join) = await trial.Network.MakeJoinAsync();
        foreach (var route in Read(join).StaticRoutes ?? [])
        {
            if (!CidrAddress.TryParse(route.Destination, out var destination))
            {
                throw join.Fails($"the Destination \"{route.Destination}\" to be a CIDR");
            }

            switch (route.RouteType)
            {
                case 0 when !TryAddress(route.NextHop, out var hop) || hop.AddressFamily != destination.Address.AddressFamily:
                    throw join.Fails($"the route to {destination} of type 0 to have a NextHop of its family");
                case 1 when route.NextHop.Length > 0:
                    throw join.Fails($"the route to {destination} of type 1, on the link, to have no NextHop");
                case not (0 or 1):
                    throw join.Fails($"the RouteType of the route to {destination} to be 0 or 1");
                default:
                    break;
            }
        }
    }

    private static async Task UnknownEndpointAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var joined = (await trial.Network.JoinAsync(network.Id, Trial.NewId())).MustBeUnderstood();
        if (joined.Refusal is null)
        {
            throw joined.Warns("an error: there is no such endpoint");
        }
    }

    private static async Task TwiceAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        var request = $$"""{"Options":{},"NetworkID":"{{network.Id}}","EndpointID":"{{endpoint}}","SandboxKey":"{{trial.Settings.SandboxKey}}-2"}""";
        var second = (await trial.CallAsync(PluginMethod.Join, request)).MustBeUnderstood();
        if (second.Refusal is null)
        {
            throw second.Warns("an error: another sandbox has joined the endpoint");
        }
    }

    private static async Task LeaveTwiceAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        (await trial.Network.LeaveAsync(network.Id, endpoint)).Presume();
        (await trial.Network.LeaveAsync(network.Id, endpoint)).MustSucceed("success: Docker sends it again when the answer was lost");
    }

    private static async Task AgainAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        (await trial.Network.LeaveAsync(network.Id, endpoint)).Presume();
        (await trial.Network.JoinAsync(network.Id, endpoint)).MustSucceed("success: the sandbox left before");
    }

    private static JoinResponse Read(Exchange join) => join.Read(PluginJson.Default.JoinResponse);

    private static bool IsLinkName(string name, int longest) =>
        name.Length > 0 && Encoding.UTF8.GetByteCount(name) <= longest && name is not ("." or "..") && !name.Any(letter => letter == '/' || letter == ':' || char.IsWhiteSpace(letter));

    // In one of the subnets, or on a route that leads to the link: else the kernel refuses the default route.
    private static void MustReach(Exchange join, TestNetwork network, string member, string text, bool ipv6)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (!TryAddress(text, out var gateway) || gateway.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 != ipv6)
        {
            throw join.Fails($"{member} to be an {(ipv6 ? "IPv6" : "IPv4")} address");
        }

        var onLink = (Read(join).StaticRoutes ?? []).Any(route => route.RouteType == 1 && CidrAddress.TryParse(route.Destination, out var to) && to.Contains(gateway));
        if (!network.Contains(gateway) && !gateway.IsIPv6LinkLocal && !onLink)
        {
            throw join.Fails($"{member} to lie in {(ipv6 ? network.IPv6 : network.IPv4)}, or behind a route of type 1");
        }
    }

    private static bool TryAddress(string text, out IPAddress address) =>
        IPAddress.TryParse(text, out address!) && (text.Contains(':', StringComparison.Ordinal) || address.ToString() == text);
}
