using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>Something that has happened: a line of <c>GET /events</c>. (I-099)</summary>
public sealed record EventResource
{
    /// <summary>What it is about: <c>network</c>, <c>endpoint</c>, <c>sandbox</c>, or <c>daemon</c> for <c>lost</c>.</summary>
    public string Type { get; init => field = value ?? ""; } = "";

    /// <summary>What happened: <c>create</c>, <c>connect</c>, <c>disconnect</c>, <c>destroy</c>, <c>prune</c>; <c>lost</c> where events are missing,
    /// with their <c>count</c>.</summary>
    public string Action { get; init => field = value ?? ""; } = "";

    /// <summary>The object, and what else is known.</summary>
    public EventActor Actor { get; init => field = value ?? new(); } = new();

    /// <summary><c>local</c> or <c>global</c>.</summary>
    [JsonPropertyName("scope")]
    public string Scope { get; init => field = value ?? ""; } = "";

    /// <summary>When: seconds since 1970.</summary>
    [JsonPropertyName("time")]
    public long Time { get; init; }

    /// <summary>When: nanoseconds since 1970.</summary>
    [JsonPropertyName("timeNano")]
    public long TimeNano { get; init; }
}
