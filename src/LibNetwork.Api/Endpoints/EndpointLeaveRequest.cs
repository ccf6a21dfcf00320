namespace LibNetwork.Api;

/// <summary>Body of <c>POST /endpoints/{id}/leave</c>; it may be left out.</summary>
public sealed record EndpointLeaveRequest
{
    /// <summary>Whether it is success when no sandbox has joined. Default: false, it is forbidden.</summary>
    public bool? Force { get; init; }
}
