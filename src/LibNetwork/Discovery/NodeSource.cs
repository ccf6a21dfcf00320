using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.Discovery;

/// <summary>The sources of nodes that have an address.</summary>
public static class NodeSource
{
    private const string Nodes = "nodes://";
    private const string File = "file://";

    /// <summary>Makes a source of its address.</summary>
    /// <param name="address"><c>nodes://10.0.0.1,10.0.0.2</c>, a list that does not change; <c>file:///path</c>, a file that is watched: a node a
    /// line, comments behind <c>#</c>. A node is an IP address, with or without a port; <c>10.0.0.[1:20]</c> is twenty.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> with everything that is wrong.</exception>
    public static INodeSource Parse(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.StartsWith(Nodes, StringComparison.Ordinal))
        {
            return new ListNodeSource(address, ParseList(address[Nodes.Length..]));
        }

        if (address.StartsWith(File, StringComparison.Ordinal) && Path.IsPathFullyQualified(address[File.Length..]))
        {
            return new FileNodeSource(address[File.Length..]);
        }

        throw new NetworkException(ErrorKind.InvalidParameter, $"node discovery \"{address}\" is neither nodes://ADDRESS,ADDRESS,… nor file:///PATH");
    }

    private static HashSet<IPAddress> ParseList(string list)
    {
        var errors = new ValidationErrors("node discovery: invalid list of nodes:");
        var nodes = new HashSet<IPAddress>();
        foreach (var entry in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (NodeListText.Read(entry, nodes) is { } error)
            {
                errors.Add(error);
            }
        }

        errors.ThrowIfAny();
        return nodes.Count > 0 ? nodes : throw new NetworkException(ErrorKind.InvalidParameter, "node discovery: nodes:// needs at least one node");
    }
}
