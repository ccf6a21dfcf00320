namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Lists endpoints.</summary>
    /// <param name="network">Only those of this network. Default: null, of all.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task<IReadOnlyList<EndpointResource>> ListEndpointsAsync(string? network = null, CancellationToken cancellationToken = default) =>
        GetAsync(
            network is null ? "endpoints" : $"endpoints?network={Uri.EscapeDataString(network)}",
            ApiJson.Default.IReadOnlyListEndpointResource,
            cancellationToken);

    /// <summary>Inspects an endpoint.</summary>
    public Task<EndpointResource> InspectEndpointAsync(string endpoint, CancellationToken cancellationToken = default) =>
        GetAsync($"endpoints/{Segment("endpoint", endpoint)}", ApiJson.Default.EndpointResource, cancellationToken);

    /// <summary>Creates an endpoint: addresses are allocated, no sandbox has joined yet.</summary>
    public Task<CreateResponse> CreateEndpointAsync(EndpointCreateRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("endpoints/create", request, ApiJson.Readable.EndpointCreateRequest, ApiJson.Default.CreateResponse, cancellationToken);

    /// <summary>Joins a sandbox to an endpoint: the interface appears in it.</summary>
    public Task JoinAsync(string endpoint, EndpointJoinRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"endpoints/{Segment("endpoint", endpoint)}/join", request, ApiJson.Readable.EndpointJoinRequest, cancellationToken);

    /// <summary>Lets the sandbox leave an endpoint: the interface disappears from it, the addresses stay.</summary>
    public Task LeaveAsync(string endpoint, EndpointLeaveRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"endpoints/{Segment("endpoint", endpoint)}/leave", request, ApiJson.Readable.EndpointLeaveRequest, cancellationToken);

    /// <summary>Deletes an endpoint and gives its addresses back.</summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="force">Let its sandbox leave first; without it, a joined endpoint is forbidden.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task DeleteEndpointAsync(string endpoint, bool force = false, CancellationToken cancellationToken = default) =>
        DeleteAsync($"endpoints/{Segment("endpoint", endpoint)}{(force ? "?force=true" : "")}", cancellationToken);
}
