namespace LibNetwork.Api;

/// <summary>Body of <c>POST /endpoints/{id}/join</c>.</summary>
public sealed record EndpointJoinRequest
{
    /// <summary>The sandbox: its name, id or the start of its id.</summary>
    public required string Sandbox { get; init; }
}
