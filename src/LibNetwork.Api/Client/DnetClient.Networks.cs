namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Lists networks, without their endpoints.</summary>
    /// <param name="filters">Values by key: <c>dangling</c>, <c>driver</c>, <c>id</c>, <c>label</c>, <c>name</c>, <c>scope</c>, <c>type</c>.
    /// Null or empty lists all. (I-080)</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task<IReadOnlyList<NetworkResource>> ListNetworksAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>>? filters = null, CancellationToken cancellationToken = default)
    {
        var query = FilterQuery(filters) is [var text] ? "?" + text : "";
        return GetAsync($"networks{query}", ApiJson.Default.IReadOnlyListNetworkResource, cancellationToken);
    }

    /// <summary>Inspects a network: its endpoints are in <see cref="NetworkResource.Containers"/>.</summary>
    public Task<NetworkResource> InspectNetworkAsync(string network, CancellationToken cancellationToken = default) =>
        GetAsync($"networks/{Segment("network", network)}", ApiJson.Default.NetworkResource, cancellationToken);

    /// <summary>Creates a network.</summary>
    public Task<CreateResponse> CreateNetworkAsync(NetworkCreateRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("networks/create", request, ApiJson.Readable.NetworkCreateRequest, ApiJson.Default.CreateResponse, cancellationToken);

    /// <summary>Creates an endpoint on a network and joins a sandbox to it, in one step.</summary>
    public Task ConnectAsync(string network, NetworkConnectRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"networks/{Segment("network", network)}/connect", request, ApiJson.Readable.NetworkConnectRequest, cancellationToken);

    /// <summary>Takes a sandbox off a network: its endpoint leaves and is deleted.</summary>
    public Task DisconnectAsync(string network, NetworkDisconnectRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"networks/{Segment("network", network)}/disconnect", request, ApiJson.Readable.NetworkDisconnectRequest, cancellationToken);

    /// <summary>Deletes a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="force">Whether endpoints that no sandbox has joined are deleted with it, and the network is given up even if its plugin
    /// cannot be reached.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task DeleteNetworkAsync(string network, bool force = false, CancellationToken cancellationToken = default) =>
        DeleteAsync($"networks/{Segment("network", network)}{(force ? "?force=true" : "")}", cancellationToken);

    /// <summary>Deletes the networks that no endpoint is on.</summary>
    /// <param name="filters">Values by key: <c>until</c>, <c>label</c>, <c>label!</c>. Null or empty deletes all. (I-084)</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task<NetworkPruneResponse> PruneNetworksAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>>? filters = null, CancellationToken cancellationToken = default)
    {
        var query = FilterQuery(filters) is [var text] ? "?" + text : "";
        return SendAsync(HttpMethod.Post, $"networks/prune{query}", content: null, ApiJson.Default.NetworkPruneResponse, cancellationToken);
    }
}
