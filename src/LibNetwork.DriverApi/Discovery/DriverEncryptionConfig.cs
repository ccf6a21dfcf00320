namespace LibNetwork.DriverApi;

/// <summary>The keys that encrypt a driver's traffic, each with its tag .</summary>
public sealed record DriverEncryptionConfig(IReadOnlyList<ReadOnlyMemory<byte>> Keys, IReadOnlyList<ulong> Tags) : IDiscoveryData;
