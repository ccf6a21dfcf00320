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

    /// <summary>Names the namespace that someone else has made, for a sandbox that waits for it.</summary>
    public Task SetSandboxKeyAsync(string sandbox, SandboxKeyRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"sandboxes/{Segment("sandbox", sandbox)}/key", request, ApiJson.Readable.SandboxKeyRequest, cancellationToken);

    /// <summary>Applies options anew: every endpoint leaves and joins again.</summary>
    public Task RefreshSandboxAsync(string sandbox, SandboxRefreshRequest request, CancellationToken cancellationToken = default) =>
        PostAsync($"sandboxes/{Segment("sandbox", sandbox)}/refresh", request, ApiJson.Readable.SandboxRefreshRequest, cancellationToken);

    /// <summary>Gives a sandbox another name.</summary>
    public Task RenameSandboxAsync(string sandbox, string name, CancellationToken cancellationToken = default) => PostAsync(
        $"sandboxes/{Segment("sandbox", sandbox)}/rename?name={Uri.EscapeDataString(name)}", new SandboxRefreshRequest(), ApiJson.Readable.SandboxRefreshRequest, cancellationToken);

    /// <summary>What went through a sandbox's interfaces.</summary>
    public Task<SandboxStatistics> GetSandboxStatisticsAsync(string sandbox, CancellationToken cancellationToken = default) =>
        GetAsync($"sandboxes/{Segment("sandbox", sandbox)}/stats", ApiJson.Default.SandboxStatistics, cancellationToken);

    /// <summary>Deletes a sandbox with its endpoints.</summary>
    /// <param name="sandbox">The sandbox.</param>
    /// <param name="force">Whether it is success when there is no such sandbox.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public Task DeleteSandboxAsync(string sandbox, bool force = false, CancellationToken cancellationToken = default) =>
        DeleteAsync($"sandboxes/{Segment("sandbox", sandbox)}{(force ? "?force=true" : "")}", cancellationToken);
}
