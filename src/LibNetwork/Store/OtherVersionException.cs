using System.Text.Json;

namespace LibNetwork.Store;

/// <summary>A record of a form this program does not know: not damaged, but for another version to read.</summary>
internal sealed class OtherVersionException(string message) : JsonException(message);
