using System.Security.Cryptography;
using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.Drivers;
using LibNetwork.Drivers.Bridge;
using LibNetwork.Drivers.Host;
using LibNetwork.Drivers.Null;
using LibNetwork.Drivers.Remote;
using LibNetwork.Firewall;
using LibNetwork.Ipam;
using LibNetwork.Ipam.Remote;
using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>Puts the engine together with the drivers that come with it: the one place that names them.</summary>
internal static class BuiltIn
{
    /// <summary>Registers drivers and IPAM drivers; answers what closes them.</summary>
    internal static async ValueTask<Func<ValueTask>> RegisterAsync(ControllerContext context, NetworkControllerOptions options, CancellationToken cancellationToken)
    {
        await context.Ipams.RegisterAsync(DefaultIpamDriver.Name, new DefaultIpamDriver(new IpamOptions { LocalPools = LocalPools(options) }), cancellationToken);
        await context.Ipams.RegisterAsync(NullIpamDriver.Name, new NullIpamDriver(), cancellationToken);

        var owner = new LinkOwner(context.InstanceId);
        var firewall = await NftablesFirewall.OpenAsync(context.HostNamespace, context.InstanceId, owner.PortGroup,
            new FirewallOptions { AllowDirectRouting = options.AllowDirectRouting, AcceptMark = options.BridgeAcceptMark is var (value, mask) ? (value, mask) : null }, cancellationToken);
        var reaper = await LinkReaper.StartAsync(context.HostNamespace, owner, options.LoggerFactory.CreateLogger<LinkReaper>(), cancellationToken);
        var bridge = new BridgeDriver(new BridgeDriverOptions { EnableIPForwarding = options.EnableIPForwarding }, context.HostNamespace,
            context.HostSocket, owner, reaper, firewall, context.Clock, options.LoggerFactory.CreateLogger<BridgeDriver>());
        context.Drivers.RegisterDriver(BridgeDriver.DriverType, bridge, BridgeDriver.Capability);
        context.Drivers.RegisterDriver(HostDriver.DriverType, HostDriver.Create(), HostDriver.Capability);
        context.Drivers.RegisterDriver(NullDriver.DriverType, NullDriver.Create(), NullDriver.Capability);
        context.Drivers.Remotes = new RemoteDrivers(context.Plugins, options.LoggerFactory.CreateLogger<RemoteDriver>());
        context.Ipams.Remotes = new RemoteIpams(context.Plugins, options.LoggerFactory.CreateLogger<RemoteIpamDriver>());
        return async () =>
        {
            await bridge.DisposeAsync();
            await reaper.DisposeAsync();
            if (context.Networks.Count + context.ServedNetworks.Count == 0)
            {
                // Rules serve networks; a controller that leaves none leaves no rules.
                await context.Logger.GoOnAsync("firewall table: removing", () => firewall.RemoveTableAsync(CancellationToken.None));
            }

            await firewall.DisposeAsync();
        };
    }

    /// <summary>The pools asked for and, if none of them is IPv6, a /48 of this host's own (C-172).</summary>
    private static IReadOnlyList<PredefinedPool> LocalPools(NetworkControllerOptions options) =>
        options.DefaultAddressPools.Any(pool => pool.Base.IsV6) ? options.DefaultAddressPools
            : [.. options.DefaultAddressPools, new PredefinedPool(HostPrefix(), 64)];

    /// <summary><c>fd00::/8</c> and 40 bits that come from the machine's id (RFC 4193).</summary>
    private static CidrAddress HostPrefix()
    {
        var machine = File.Exists("/etc/machine-id") ? File.ReadAllText("/etc/machine-id").Trim() : Environment.MachineName;
        var address = new byte[16];
        address[0] = 0xfd;
        SHA256.HashData(Encoding.UTF8.GetBytes(machine)).AsSpan(3, 5).CopyTo(address.AsSpan(1));
        return new CidrAddress(new System.Net.IPAddress(address), 48);
    }
}
