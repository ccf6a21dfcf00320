namespace LibNetwork.Api;

/// <summary>Answer to every <c>…/create</c>. (I-060)</summary>
public sealed record CreateResponse
{
    /// <summary>The new object's id: 64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>Something the caller should know; usually empty.</summary>
    public string Warning { get; init => field = value ?? ""; } = "";
}
