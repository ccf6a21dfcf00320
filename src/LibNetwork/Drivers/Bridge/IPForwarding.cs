using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Sysctl;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Sees to it that the host forwards what a network sends out (D-034).</summary>
internal sealed class IPForwarding(NetworkNamespace host, bool isAllowedToEnable, ILogger logger)
{
    private static readonly SysctlName IPv4 = SysctlName.Parse("net.ipv4.ip_forward");
    private static readonly SysctlName IPv6 = SysctlName.Parse("net.ipv6.conf.all.forwarding");
    private static readonly SysctlName NewIPv6Links = SysctlName.Parse("net.ipv6.conf.default.forwarding");

    /// <summary>Checks what the network needs, and switches on what is off. It is never switched off again: others may rely on it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: it is off, and not allowed or not possible to be switched on.</exception>
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

        var refusals = await host.RunAsync(() => needed.ConvertAll(name => Ensure(config.NetworkId, name)), cancellationToken);
        refusals.RemoveAll(refusal => refusal is null);
        if (refusals.Count > 0)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"network {config.NetworkId} needs forwarding: {string.Join("; ", refusals)}");
        }
    }

    private string? Ensure(string networkId, SysctlName name)
    {
        var shown = name.ToString().Replace('/', '.');
        try
        {
            if (SysctlFile.Read(name) != "0")
            {
                return null;
            }

            if (!isAllowedToEnable)
            {
                return $"set sysctl {shown}=1";
            }

            SysctlFile.Write(name, "1");
            Log.SwitchedOnForwarding(logger, networkId, shown);
            return null;
        }
        catch (KernelException e)
        {
            return $"set sysctl {shown}=1 ({e.Message})";
        }
    }
}
