using System.Net;

namespace LibNetwork.Discovery;

/// <summary>Where the nodes of a cluster are told: a list, a file, or the cluster's own store (H-031).</summary>
public interface INodeSource
{
    /// <summary>What it is, for messages: such as <c>file:///etc/dnet/nodes</c>.</summary>
    string Description { get; }

    /// <summary>Watches the nodes.</summary>
    /// <returns>Each time all the nodes there are, the first time at once. Whole sets, not changes: a consumer that was slow, or a source that
    /// was away, loses nothing by it. Duplicates, and this node itself, may be among them. When the sequence ends, the last set stays.</returns>
    /// <exception cref="Exception">Any: the last set stays, and the source is watched anew after a while.</exception>
    IAsyncEnumerable<IReadOnlyCollection<IPAddress>> WatchAsync(CancellationToken cancellationToken);
}
