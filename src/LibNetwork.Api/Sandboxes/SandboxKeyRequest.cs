namespace LibNetwork.Api;

/// <summary>Body of <c>POST /sandboxes/{id}/key</c>.</summary>
public sealed record SandboxKeyRequest
{
    /// <summary>Path of the namespace, in the mount namespace of the daemon: <c>/proc/4711/ns/net</c>.</summary>
    public required string Key { get; init; }
}
