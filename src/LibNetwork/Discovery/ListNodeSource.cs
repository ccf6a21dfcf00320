using System.Net;
using System.Runtime.CompilerServices;

namespace LibNetwork.Discovery;

/// <summary>A list of nodes that does not change.</summary>
internal sealed class ListNodeSource(string description, IReadOnlyCollection<IPAddress> nodes) : INodeSource
{
    /// <inheritdoc/>
    public string Description => description;

    /// <inheritdoc/>
    public async IAsyncEnumerable<IReadOnlyCollection<IPAddress>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        yield return nodes;
    }
}
