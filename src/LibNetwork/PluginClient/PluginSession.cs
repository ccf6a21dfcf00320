using LibNetwork.PluginProtocol.Transport;

namespace LibNetwork.PluginClient;

/// <summary>An activated plugin (B-015, B-016).</summary>
/// <param name="Transport">The way to it.</param>
/// <param name="Implements">The tokens it answered with.</param>
/// <param name="Generation">How many handshakes there have been, this one included: what was asked of an earlier one is asked again.</param>
internal sealed record PluginSession(PluginTransport Transport, IReadOnlyList<string> Implements, int Generation);
