using System.Net;
using System.Text.Json.Serialization;

namespace LibNetwork.Store;

/// <summary>An address that another engine holds.</summary>
internal sealed record ServedAddressRecord
{
    public required string PoolId { get; init; }

    public required IPAddress Address { get; init; }

    /// <summary>The boot in which it was taken, when it ends with it; empty for one that outlives the machine's reboot.</summary>
    public string BootId { get; init => field = value ?? ""; } = "";

    /// <summary>Whether it outlives a reboot: a gateway, or one that was asked for by value.</summary>
    [JsonIgnore]
    public bool IsLasting => BootId.Length == 0;

    /// <summary>The record's name in the store.</summary>
    [JsonIgnore]
    public string Id => $"{PoolId} {Address}";
}
