namespace LibNetwork.PluginProtocol.Transport;

/// <summary>What came back from a plugin.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body, of at most <see cref="PluginTransport.LargestBody"/> bytes.</param>
public readonly record struct PluginAnswer(int Status, ReadOnlyMemory<byte> Body);
