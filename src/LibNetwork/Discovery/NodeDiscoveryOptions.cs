using System.Net;

namespace LibNetwork.Discovery;

/// <summary>How an engine learns of the other nodes.</summary>
public sealed record NodeDiscoveryOptions
{
    /// <summary>Where they are told; <see cref="NodeSource.Parse"/> makes one of <c>nodes://…</c> and <c>file:///…</c>.</summary>
    public required INodeSource Source { get; init; }

    /// <summary>Where its peers reach this node: an address that belongs to the set, told or not.</summary>
    /// <value>Default: null: a node that is told is this one if its address is on an interface of this host.</value>
    public IPAddress? AdvertiseAddress { get; init; }

    /// <summary>The local address to bind to, which drivers are told with this node.</summary>
    /// <value>Default: null, the address its peers use.</value>
    public IPAddress? BindAddress { get; init; }

    /// <summary>How long a node must be missing before it counts as gone: a list that is being rewritten, and a node that restarts, cost nobody
    /// his connections. A node that is new counts at once.</summary>
    /// <value>Zero to an hour. Default: 10 s.</value>
    public TimeSpan LeaveDelay { get; init; } = TimeSpan.FromSeconds(10);
}
