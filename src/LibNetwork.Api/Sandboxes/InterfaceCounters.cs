using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>What went through an interface of a sandbox, by the names of Docker's statistics. (C-163)</summary>
public sealed record InterfaceCounters
{
    /// <summary>Bytes received.</summary>
    [JsonPropertyName("rx_bytes")]
    public ulong RxBytes { get; init; }

    /// <summary>Packets received.</summary>
    [JsonPropertyName("rx_packets")]
    public ulong RxPackets { get; init; }

    /// <summary>Packets received with an error.</summary>
    [JsonPropertyName("rx_errors")]
    public ulong RxErrors { get; init; }

    /// <summary>Packets dropped on receipt.</summary>
    [JsonPropertyName("rx_dropped")]
    public ulong RxDropped { get; init; }

    /// <summary>Bytes sent.</summary>
    [JsonPropertyName("tx_bytes")]
    public ulong TxBytes { get; init; }

    /// <summary>Packets sent.</summary>
    [JsonPropertyName("tx_packets")]
    public ulong TxPackets { get; init; }

    /// <summary>Packets that could not be sent.</summary>
    [JsonPropertyName("tx_errors")]
    public ulong TxErrors { get; init; }

    /// <summary>Packets dropped instead of sent.</summary>
    [JsonPropertyName("tx_dropped")]
    public ulong TxDropped { get; init; }
}
