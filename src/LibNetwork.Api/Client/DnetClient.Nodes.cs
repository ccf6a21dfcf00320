namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Lists the nodes the daemon has discovered: its own first, then by address; none when it does not look for any.</summary>
    public Task<IReadOnlyList<NodeResource>> ListNodesAsync(CancellationToken cancellationToken = default) =>
        GetAsync("discovered-nodes", ApiJson.Default.IReadOnlyListNodeResource, cancellationToken);
}
