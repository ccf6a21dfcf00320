using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PortMapping;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Turns a sandbox's options into its <see cref="SandboxPorts"/> (D-050).</summary>
internal static class PortOptionsParser
{
    /// <summary>Reads everything, then reports all that is wrong at once.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a binding cannot be published (F-075, D-064, D-066);
    /// <see cref="ErrorKind.NotImplemented"/>: publishing on <c>::1</c>.</exception>
    public static SandboxPorts Parse(DriverOptions sandboxOptions)
    {
        var errors = new OptionErrors();
        var bindings = List<PortBinding>(NetLabel.PortMap, sandboxOptions, errors);
        var exposed = List<TransportPort>(NetLabel.ExposedPorts, sandboxOptions, errors);
        foreach (var binding in bindings)
        {
            Check(binding, errors);
        }

        errors.ThrowIfAny();
        return bindings.Count + exposed.Count == 0 ? SandboxPorts.None : new SandboxPorts(bindings, exposed);
    }

    /// <summary>Whether ports can be published on a host address; null when they can, else why not.</summary>
    public static (ErrorKind Kind, string Reason)? Refusal(IPAddress address)
    {
        if (address.Equals(IPAddress.IPv6Loopback))
        {
            return (ErrorKind.NotImplemented, "publishing on ::1 alone is not implemented yet; 127.0.0.1 is");
        }

        var isMulticast = address.AddressFamily == AddressFamily.InterNetwork ? address.GetAddressBytes()[0] >= 224 : address.IsIPv6Multicast;
        return isMulticast ? (ErrorKind.InvalidParameter, "not the address of a host")
            : address.IsIPv6LinkLocal ? (ErrorKind.InvalidParameter, "nothing is forwarded from or to a link-local address") // F-036
            : null;
    }

    private static IReadOnlyList<T> List<T>(string name, DriverOptions options, OptionErrors errors)
    {
        if (!options.TryGetValue(name, out var value))
        {
            return [];
        }

        if (value is IReadOnlyList<T> list)
        {
            return [.. list];
        }

        errors.Invalid($"failed to parse {name} value: a list of {typeof(T).Name} is wanted, not {value.GetType().Name}");
        return [];
    }

    private static void Check(PortBinding binding, OptionErrors errors)
    {
        if (binding.Protocol is not (TransportProtocol.Tcp or TransportProtocol.Udp or TransportProtocol.Sctp))
        {
            errors.Invalid($"port binding {binding}: unknown protocol");
        }

        if (binding.Port == 0)
        {
            errors.Invalid($"port binding {binding}: invalid transport port: 0");
        }

        if (binding.HostPortEnd != 0 && (binding.HostPort == 0 || binding.HostPortEnd < binding.HostPort))
        {
            errors.Invalid($"port binding {binding}: invalid port range: {binding.HostPort}-{binding.HostPortEnd}");
        }

        if (binding.HostIP is { } address && Refusal(address) is var (kind, reason))
        {
            errors.Add(kind, $"invalid host address in port binding: {address} ({reason})");
        }
    }
}
