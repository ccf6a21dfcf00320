using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork.PortMapping;

/// <summary>The ports that a sandbox has for the world, as it asked for them.</summary>
/// <param name="Bindings">Ports to be published (F-070). Checked: protocol, ports and host addresses are such as can be published.</param>
/// <param name="Exposed">Ports it serves; said, not opened.</param>
internal sealed record SandboxPorts(IReadOnlyList<PortBinding> Bindings, IReadOnlyList<TransportPort> Exposed)
{
    /// <summary>None.</summary>
    public static SandboxPorts None { get; } = new([], []);

    /// <summary>What is to be published for a sandbox that is reached at these addresses, in the order asked for.</summary>
    /// <remarks>A binding without a host address is published on every address of both families (F-071), or on the default one. A
    /// binding whose family the sandbox has no address of is left out: translation does not lead from one family to the other (F-078).</remarks>
    /// <param name="ipv4">The sandbox's IPv4 address; null when it is not reached by IPv4.</param>
    /// <param name="ipv6">The sandbox's IPv6 address; null when it is not reached by IPv6.</param>
    /// <param name="defaultHostAddress">Where bindings without a host address go; null: everywhere (D-007).</param>
    /// <param name="isRouted">The families whose sandboxes are reached under their own addresses: their bindings take no port of the host,
    /// and what host address or port they name is of no account (F-079).</param>
    public IReadOnlyList<WantedPort> Wanted(
        IPAddress? ipv4, IPAddress? ipv6, IPAddress? defaultHostAddress, (bool IPv4, bool IPv6) isRouted = default)
    {
        var wanted = new List<WantedPort>(Bindings.Count * 2);
        foreach (var binding in Bindings)
        {
            foreach (var host in HostAddresses(binding.HostIP ?? defaultHostAddress))
            {
                var isIPv4 = host.AddressFamily == AddressFamily.InterNetwork;
                if ((isIPv4 ? ipv4 : ipv6) is { } address)
                {
                    Add(wanted, binding, host, address, isIPv4 ? isRouted.IPv4 : isRouted.IPv6);
                }
            }
        }

        return wanted;
    }

    private static void Add(List<WantedPort> wanted, PortBinding binding, IPAddress host, IPAddress address, bool isRouted)
    {
        if (!isRouted)
        {
            var last = binding.HostPortEnd == 0 ? binding.HostPort : binding.HostPortEnd;
            wanted.Add(new WantedPort(binding.Protocol, host, binding.HostPort, last, address, binding.Port));
            return;
        }

        var every = host.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var direct = new WantedPort(binding.Protocol, every, 0, 0, address, binding.Port) { IsDirect = true };
        if (!wanted.Contains(direct))
        {
            wanted.Add(direct); // Once, however many ports of the host were to lead to it.
        }
    }

    private static IPAddress[] HostAddresses(IPAddress? address) => address is null ? [IPAddress.Any, IPAddress.IPv6Any] : [address];
}
