using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.Linux.Sysctl;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Sees to it that the host forwards what a network sends out (D-034).</summary>
/// <remarks>These parameters are the host's, not the network's: they are read first, changed only if that is allowed and does no harm, and each change is
/// logged. What must be set by hand is said, with the reason, before anything is changed.</remarks>
internal sealed class IPForwarding(NetworkNamespace host, RouteSocket links, bool isAllowedToEnable, ILogger logger)
{
    private static readonly SysctlName IPv4 = SysctlName.Parse("net.ipv4.ip_forward");
    private static readonly SysctlName IPv6 = SysctlName.Parse("net.ipv6.conf.all.forwarding");
    private static readonly SysctlName NewIPv6Links = SysctlName.Parse("net.ipv6.conf.default.forwarding");
    private static readonly SysctlName BridgeNetfilterIPv4 = SysctlName.Parse("net.bridge.bridge-nf-call-iptables");
    private static readonly SysctlName BridgeNetfilterIPv6 = SysctlName.Parse("net.bridge.bridge-nf-call-ip6tables");

    /// <summary>Checks what the network needs, and switches on what is off. It is never switched off again: others may rely on it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: it is off, and not allowed or not possible to be switched on, or the host
    /// would lose its own IPv6 way out by it.</exception>
    public async ValueTask EnsureAsync(BridgeConfig config, CancellationToken cancellationToken)
    {
        if (config.Internal)
        {
            return;
        }

        List<SysctlName> needed = [];
        if (config.IPv4 is not null)
        {
            needed.Add(IPv4);
        }

        if (config.IPv6 is not null)
        {
            needed.AddRange([IPv6, NewIPv6Links]);
        }

        var (off, isFiltered) = await host.RunAsync(() => (needed.FindAll(IsOff), IsFilteredOnBridges(config)), cancellationToken);
        if (isFiltered)
        {
            Log.BridgeNetfilter(logger, config.NetworkId);
        }

        if (off.Count > 0)
        {
            await SwitchOnAsync(config.NetworkId, off, cancellationToken);
        }
    }

    /// <summary>Whether forwarding that these networks need has been switched off since.</summary>
    public async ValueTask InspectAsync(IEnumerable<BridgeConfig> networks, Findings findings, CancellationToken cancellationToken)
    {
        var needing = networks.Where(config => !config.Internal).ToList();
        SysctlName[] needed = [.. needing.Any(config => config.IPv4 is not null) ? [IPv4] : (SysctlName[])[], .. needing.Any(config => config.IPv6 is not null) ? [IPv6] : (SysctlName[])[]];
        foreach (var name in needed)
        {
            if (await host.RunAsync(() => SysctlFile.Read(name), cancellationToken) != "0")
            {
                continue;
            }

            const string Problem = "is off: nothing passes between sandboxes and the outside";
            if (isAllowedToEnable)
            {
                await findings.AddAsync($"sysctl {Shown(name)}", "", Problem, ("it would be switched on", "it is switched on"),
                    () => host.RunAsync(() => SysctlFile.Write(name, "1"), cancellationToken));
            }
            else
            {
                findings.Add($"sysctl {Shown(name)}", "", Problem, $"the daemon may not switch it on (--ip-forward=false): sysctl -w {Shown(name)}=1");
            }
        }
    }

    private async ValueTask SwitchOnAsync(string networkId, List<SysctlName> off, CancellationToken cancellationToken)
    {
        List<string> refusals = isAllowedToEnable ? [] : off.ConvertAll(name => $"set sysctl {Shown(name)}=1");
        if (off.Contains(IPv6))
        {
            refusals.AddRange(await AdvertisedAsync(cancellationToken));
        }

        if (refusals.Count == 0)
        {
            refusals = await host.RunAsync(() => off.ConvertAll(name => Write(networkId, name)).OfType<string>().ToList(), cancellationToken);
        }

        if (refusals.Count > 0)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"network {networkId} needs forwarding: {string.Join("; ", refusals)}");
        }
    }

    // A host that forwards IPv6 takes no routes from router advertisements, and drops those it had, unless it is told 2.
    private async ValueTask<List<string>> AdvertisedAsync(CancellationToken cancellationToken)
    {
        var routes = await links.GetRoutesAsync(cancellationToken);
        var refusals = new List<string>();
        foreach (var index in routes.Where(route => route is { IsDefault: true, Protocol: RouteProtocol.RouterAdvertisement }).Select(route => route.LinkIndex).Distinct())
        {
            if (await links.GetLinkAsync(index, cancellationToken) is not { } link)
            {
                continue;
            }

            var parameter = SysctlName.Parse($"net/ipv6/conf/{link.Name}/accept_ra");
            if (await host.RunAsync(() => SysctlFile.Read(parameter) == "1", cancellationToken))
            {
                refusals.Add($"set sysctl net.ipv6.conf.{link.Name}.accept_ra=2 first: the host has its IPv6 default route from a router's advertisements on {link.Name}, and "
                    + "would lose it when it forwards");
            }
        }

        return refusals;
    }

    private string? Write(string networkId, SysctlName name)
    {
        try
        {
            SysctlFile.Write(name, "1");
            Log.SwitchedOnForwarding(logger, networkId, Shown(name));
            return null;
        }
        catch (KernelException e)
        {
            return $"set sysctl {Shown(name)}=1 ({e.Message})";
        }
    }

    private static string Shown(SysctlName name) => name.ToString().Replace('/', '.');

    // One that cannot be read is tried to be set, and the kernel says why not.
    private static bool IsOff(SysctlName name)
    {
        try
        {
            return SysctlFile.Read(name) == "0";
        }
        catch (KernelException)
        {
            return true;
        }
    }

    // Without communication the ports are isolated, and a published port's translation on the bridge itself ends at that.
    private static bool IsFilteredOnBridges(BridgeConfig config)
    {
        try
        {
            return !config.InterContainerCommunication
                && ((config.IPv4 is not null && SysctlFile.Read(BridgeNetfilterIPv4) != "0") || (config.IPv6 is not null && SysctlFile.Read(BridgeNetfilterIPv6) != "0"));
        }
        catch (KernelException)
        {
            return false; // br_netfilter is not there.
        }
    }
}
