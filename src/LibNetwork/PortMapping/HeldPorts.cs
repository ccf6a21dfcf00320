using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.PortMapping;

/// <summary>Published ports that meet what is wanted, each only once.</summary>
internal sealed class HeldPorts
{
    private readonly Dictionary<(TransportProtocol Protocol, IPAddress HostAddress, ushort Port), List<PublishedPort>> _ports = [];

    private HeldPorts(IReadOnlyList<PublishedPort> ports)
    {
        foreach (var port in ports)
        {
            var key = (port.Protocol, port.HostAddress, port.Port);
            if (!_ports.TryGetValue(key, out var alike))
            {
                _ports.Add(key, alike = []);
            }

            alike.Add(port);
        }
    }

    /// <summary>For each wanted port the one of these that meets it, or null.</summary>
    /// <remarks>Who has the least choice chooses first: an ephemeral port takes none that is wanted by its number. Of those that are alike,
    /// the first wanted gets the first held.</remarks>
    public static PublishedPort?[] Match(IReadOnlyList<WantedPort> wanted, IReadOnlyList<PublishedPort> ports)
    {
        var held = new HeldPorts(ports);
        var found = new PublishedPort?[wanted.Count];
        foreach (var place in Enumerable.Range(0, wanted.Count).OrderBy(place => wanted[place].Choice))
        {
            found[place] = held.Take(wanted[place]);
        }

        return found;
    }

    private PublishedPort? Take(WantedPort wanted)
    {
        if (!_ports.TryGetValue((wanted.Protocol, wanted.HostAddress, wanted.Port), out var alike))
        {
            return null;
        }

        var found = alike.FindIndex(wanted.IsMetBy);
        if (found < 0)
        {
            return null;
        }

        var port = alike[found];
        alike.RemoveAt(found);
        return port;
    }
}
