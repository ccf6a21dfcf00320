namespace LibNetwork.Api;

public sealed partial class DnetClient
{
    /// <summary>Has the kernel compared with the daemon's records. Nothing is changed.</summary>
    /// <returns>What is not as it should be; empty when all is well.</returns>
    public Task<IReadOnlyList<FindingResource>> DiagnoseAsync(CancellationToken cancellationToken = default) =>
        GetAsync("doctor", ApiJson.Default.IReadOnlyListFindingResource, cancellationToken);

    /// <summary>Has the kernel compared with the daemon's records, and what is the daemon's own repaired.</summary>
    /// <returns>What was found, each with what became of it.</returns>
    public Task<IReadOnlyList<FindingResource>> RepairAsync(CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, "doctor/repair", content: null, ApiJson.Default.IReadOnlyListFindingResource, cancellationToken);
}
