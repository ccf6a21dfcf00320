namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Lists the plugins the daemon finds files for, and those its networks depend on.</summary>
    /// <param name="filters">Values by key: <c>name</c>, <c>state</c>, <c>implements</c>. Null or empty lists all.</param>
    /// <param name="probe">Whether each is asked for a sign of life first; else the list says how the last call to it went.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task<IReadOnlyList<PluginResource>> ListPluginsAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>>? filters = null, bool probe = false, CancellationToken cancellationToken = default)
    {
        string[] query = [.. FilterQuery(filters), .. probe ? ["probe=true"] : Array.Empty<string>()];
        return GetAsync($"network-plugins{(query.Length == 0 ? "" : "?" + string.Join('&', query))}",
            ApiJson.Default.IReadOnlyListPluginResource, cancellationToken);
    }
}
