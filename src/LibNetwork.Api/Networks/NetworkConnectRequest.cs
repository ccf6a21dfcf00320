namespace LibNetwork.Api;

/// <summary>Body of <c>POST /networks/{id}/connect</c>. (I-061)</summary>
public sealed record NetworkConnectRequest
{
    /// <summary>The sandbox: its name, id or the start of its id.</summary>
    public required string Container { get; init; }

    /// <summary>What its endpoint is to be like. Default: all of the engine's choice.</summary>
    public EndpointSettings? EndpointConfig { get; init; }
}
