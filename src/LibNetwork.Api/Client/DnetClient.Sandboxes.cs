namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Lists sandboxes.</summary>
    public Task<IReadOnlyList<SandboxResource>> ListSandboxesAsync(CancellationToken cancellationToken = default) =>
        GetAsync("sandboxes", ApiJson.Default.IReadOnlyListSandboxResource, cancellationToken);

    /// <summary>Inspects a sandbox.</summary>
    public Task<SandboxResource> InspectSandboxAsync(string sandbox, CancellationToken cancellationToken = default) =>
        GetAsync($"sandboxes/{Segment("sandbox", sandbox)}", ApiJson.Default.SandboxResource, cancellationToken);

    /// <summary>Creates a sandbox: a network namespace with nothing but a loopback in it.</summary>
    public Task<CreateResponse> CreateSandboxAsync(SandboxCreateRequest request, CancellationToken cancellationToken = default) =>
        PostAsync("sandboxes/create", request, ApiJson.Readable.SandboxCreateRequest, ApiJson.Default.CreateResponse, cancellationToken);

    /// <summary>Deletes a sandbox with its endpoints.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="force">Whether it is success when there is no such sandbox.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task DeleteSandboxAsync(string sandbox, bool force = false, CancellationToken cancellationToken = default) =>
        DeleteAsync($"sandboxes/{Segment("sandbox", sandbox)}{(force ? "?force=true" : "")}", cancellationToken);
}
