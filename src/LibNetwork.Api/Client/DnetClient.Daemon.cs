namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Asks whether the daemon answers.</summary>
    public async Task PingAsync(CancellationToken cancellationToken = default) =>
        _ = await SendAsync(HttpMethod.Get, "_ping", content: null, cancellationToken);

    /// <summary>Asks for the daemon's version.</summary>
    public Task<VersionResponse> GetVersionAsync(CancellationToken cancellationToken = default) =>
        GetAsync("version", ApiJson.Default.VersionResponse, cancellationToken);

    /// <summary>Asks how the daemon runs and how much it holds.</summary>
    public Task<InfoResponse> GetInfoAsync(CancellationToken cancellationToken = default) =>
        GetAsync("info", ApiJson.Default.InfoResponse, cancellationToken);
}
