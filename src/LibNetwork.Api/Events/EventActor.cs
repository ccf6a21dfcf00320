using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>The object of an event. (I-099)</summary>
public sealed record EventActor
{
    /// <summary>Its id; empty when the event has no object.</summary>
    [JsonPropertyName("ID")]
    public string Id { get; init => field = value ?? ""; } = "";

    /// <summary>A network's <c>name</c> and <c>type</c> (its driver), with the <c>container</c> (the sandbox) and <c>endpoint</c> that were connected or
    /// disconnected; an endpoint's <c>name</c> and <c>network</c>; a sandbox's <c>name</c>.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;
}
