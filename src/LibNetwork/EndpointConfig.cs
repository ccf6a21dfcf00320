using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LibNetwork.Sandboxing;

namespace LibNetwork;

/// <summary>An endpoint as asked for.</summary>
public sealed record EndpointConfig
{
    /// <summary>1–255 bytes, no control characters and no slash; unique in its network.</summary>
    public required string Name { get; init; }

    /// <summary>A static IPv4 address in one of the network's pools. Default: null, one is chosen.</summary>
    public IPAddress? IPv4Address { get; init; }

    /// <summary>A static IPv6 address in one of the network's pools. Default: null, one is chosen.</summary>
    public IPAddress? IPv6Address { get; init; }

    /// <summary>The MAC address: six bytes, unicast. Default: null, the driver chooses.</summary>
    public PhysicalAddress? MacAddress { get; init; }

    /// <summary>More names the endpoint is known by on its network.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>Name of the interface inside the sandbox, 1–15 bytes. Default: empty, prefix and lowest free number.</summary>
    public string InterfaceName { get; init => field = value ?? ""; } = "";

    /// <summary>The sandbox's default gateway is on the endpoint with the highest priority. Default: 0.</summary>
    public int GatewayPriority { get; init; }

    /// <summary>More addresses of the interface, from 169.254.0.0/16 or fe80::/10; no pool is asked for them (C-075). Default: none.</summary>
    public IReadOnlyList<IPAddress> LinkLocalAddresses { get; init => field = value ?? []; } = [];

    /// <summary>Kernel parameters of the interface, set before it is up: <c>net.ipv4.conf.IFNAME.log_martians=1</c>, where <c>IFNAME</c> stands for
    /// its name (C-008, C-122). Default: none.</summary>
    public IReadOnlyList<string> Sysctls { get; init => field = value ?? []; } = [];

    /// <summary>The driver's own options.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Says what is wrong with it, a line each, as far as that can be said without its network; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => Check().Lines;

    internal ValidationErrors Check()
    {
        var errors = new ValidationErrors("invalid endpoint settings:");
        errors.AddIfAny(ObjectName.Check(Name));
        foreach (var alias in Aliases)
        {
            errors.AddIfAny(ObjectName.Check(alias));
        }

        if (InterfaceName.Length > 0)
        {
            errors.AddIfAny(ObjectName.CheckInterface(InterfaceName));
        }

        foreach (var address in LinkLocalAddresses.Where(address => !IsLinkLocal(address)))
        {
            errors.Add($"invalid link local IP address: {address}");
        }

        foreach (var sysctl in Sysctls)
        {
            errors.AddIfAny(InterfaceSysctl.Check(sysctl));
        }

        if (MacAddress?.GetAddressBytes() is { } mac)
        {
            errors.AddIf(mac.Length != 6 || (mac[0] & 1) != 0 || mac.All(b => b == 0),
                $"invalid MAC address {Convert.ToHexStringLower(mac)}: it must be six bytes, unicast and not zero");
        }

        return errors;
    }

    private static bool IsLinkLocal(IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6LinkLocal
        : address.GetAddressBytes() is [169, 254, ..];
}
