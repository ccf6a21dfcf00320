using System.Collections.ObjectModel;
using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>What went through the interfaces of a sandbox; the networks of Docker's statistics. (C-163)</summary>
public sealed record SandboxStatistics
{
    /// <summary>When it was read, UTC.</summary>
    [JsonPropertyName("read")]
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset Read { get; init; }

    /// <summary>Counters by the interface's name, <c>eth0</c>.</summary>
    [JsonPropertyName("networks")]
    public IReadOnlyDictionary<string, InterfaceCounters> Networks { get; init => field = value ?? None; } = None;

    private static ReadOnlyDictionary<string, InterfaceCounters> None => ReadOnlyDictionary<string, InterfaceCounters>.Empty;
}
