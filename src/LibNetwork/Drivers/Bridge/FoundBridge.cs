namespace LibNetwork.Drivers.Bridge;

/// <summary>A bridge that is there and may serve a network.</summary>
/// <param name="Index">The device's index.</param>
/// <param name="Mtu">Its MTU.</param>
/// <param name="IsBorrowed">Whether someone else made it; else it is this network's own.</param>
internal sealed record FoundBridge(int Index, int Mtu, bool IsBorrowed);
