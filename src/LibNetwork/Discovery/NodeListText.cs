using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LibNetwork.Discovery;

/// <summary>Reads nodes from text: <c>10.0.0.1</c>, <c>10.0.0.1:2377</c>, <c>[fd00::1]:2377</c>, <c>fd00::1</c>, and many at once in
/// <c>10.0.0.[1:20]</c>. Ports are left out: drivers are told addresses .</summary>
internal static class NodeListText
{
    /// <summary>The most nodes one entry may stand for.</summary>
    internal const int MaxRange = 4096;

    /// <summary>Reads one entry.</summary>
    /// <param name="text">The entry.</param>
    /// <param name="nodes">Takes the nodes, none if the entry is wrong.</param>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    internal static string? Read(string text, ISet<IPAddress> nodes)
    {
        var open = text.IndexOf('[', StringComparison.Ordinal);
        if (open <= 0)
        {
            return ReadNode(text, nodes);
        }

        var close = text.IndexOf(']', open);
        if (close < 0 || text[(open + 1)..close].Split(':') is not [var from, var to]
            || !int.TryParse(from, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            || !int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var last))
        {
            return $"\"{text}\": between the brackets belongs a range, such as [1:20]";
        }

        if (last < first || last - first >= MaxRange)
        {
            return $"\"{text}\": the range [{first}:{last}] {(last < first ? "ends before it begins" : $"has more than {MaxRange} nodes")}";
        }

        var all = new HashSet<IPAddress>();
        for (var number = first; number <= last; number++)
        {
            if (ReadNode(string.Create(CultureInfo.InvariantCulture, $"{text[..open]}{number}{text[(close + 1)..]}"), all) is { } error)
            {
                return $"\"{text}\": {error}";
            }
        }

        nodes.UnionWith(all);
        return null;
    }

    private static string? ReadNode(string text, ISet<IPAddress> nodes)
    {
        // The class library takes "1" and "0x7f.1" for addresses; nobody who writes that means a node.
        if (!IPAddress.TryParse(text, out var address) || !IsPlain(text, address))
        {
            var host = text[..Math.Max(0, text.LastIndexOf(':'))].Trim('[', ']');
            if (!IPEndPoint.TryParse(text, out var withPort) || !IsPlain(host, withPort.Address))
            {
                return $"\"{text}\" is not an IP address, with or without a port";
            }

            address = withPort.Address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any) || address.Equals(IPAddress.Broadcast) || IsMulticast(address))
        {
            return $"\"{text}\" is not the address of one node";
        }

        nodes.Add(address);
        return null;
    }

    private static bool IsPlain(string text, IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 || string.Equals(text, address.ToString(), StringComparison.Ordinal);

    private static bool IsMulticast(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? address.IsIPv6Multicast : address.GetAddressBytes()[0] >> 4 == 14;
}
