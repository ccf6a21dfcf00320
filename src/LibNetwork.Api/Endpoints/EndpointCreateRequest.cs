namespace LibNetwork.Api;

/// <summary>Body of <c>POST /endpoints/create</c>.</summary>
public sealed record EndpointCreateRequest
{
    /// <summary>The network: its name, id or the start of its id.</summary>
    public required string Network { get; init; }

    /// <summary>The endpoint's name: 1–255 bytes, no control characters and no slash; unique on its network.</summary>
    public required string Name { get; init; }

    /// <summary>What it is to be like. Default: all of the engine's choice.</summary>
    public EndpointSettings? EndpointConfig { get; init; }
}
