using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork.PortMapping;

/// <summary>Which ports of the host are taken, and by whom. Looking up costs the same with ten taken and with ten thousand.</summary>
/// <remarks>Not thread-safe.</remarks>
internal sealed class HostPortTable
{
    private readonly Dictionary<(TransportProtocol Protocol, AddressFamily Family, ushort Port), List<(IPAddress HostAddress, string EndpointId)>> _taken = [];

    /// <summary>Who is in the way of a port, and on which address; null when it is free.</summary>
    public (IPAddress HostAddress, string EndpointId)? Find(PublishedPort port)
    {
        if (_taken.TryGetValue(KeyOf(port), out var holders))
        {
            foreach (var holder in holders)
            {
                if (HostAddress.Overlap(holder.HostAddress, port.HostAddress))
                {
                    return holder;
                }
            }
        }

        return null;
    }

    /// <summary>Takes a port that is free.</summary>
    public void Add(PublishedPort port, string endpointId)
    {
        var key = KeyOf(port);
        if (!_taken.TryGetValue(key, out var holders))
        {
            _taken.Add(key, holders = new(1));
        }

        holders.Add((port.HostAddress, endpointId));
    }

    /// <summary>Gives a port back; one that the endpoint does not have is left alone.</summary>
    public void Remove(PublishedPort port, string endpointId)
    {
        var key = KeyOf(port);
        if (_taken.TryGetValue(key, out var holders))
        {
            holders.RemoveAll(holder => holder.EndpointId == endpointId && holder.HostAddress.Equals(port.HostAddress));
            if (holders.Count == 0)
            {
                _taken.Remove(key);
            }
        }
    }

    private static (TransportProtocol Protocol, AddressFamily Family, ushort Port) KeyOf(PublishedPort port) =>
        (port.Protocol, port.HostAddress.AddressFamily, port.HostPort);
}
