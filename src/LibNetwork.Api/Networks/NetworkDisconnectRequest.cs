namespace LibNetwork.Api;

/// <summary>Body of <c>POST /networks/{id}/disconnect</c>. (I-062)</summary>
public sealed record NetworkDisconnectRequest
{
    /// <summary>The sandbox: its name, id or the start of its id.</summary>
    public required string Container { get; init; }

    /// <summary>Whether an endpoint named so is removed even though the sandbox is gone. Default: false. (I-078)</summary>
    public bool? Force { get; init; }
}
