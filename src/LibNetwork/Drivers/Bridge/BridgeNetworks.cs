using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>The driver's networks, no two of which are in each other's way. Thread-safe.</summary>
internal sealed class BridgeNetworks
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BridgeNetwork> _networks = new(StringComparer.Ordinal);

    /// <summary>A copy of the networks as they are now.</summary>
    public BridgeNetwork[] Snapshot()
    {
        lock (_lock)
        {
            return [.. _networks.Values];
        }
    }

    /// <summary>Adds a network. Checking and adding are one step, so of two networks in each other's way one alone gets in.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: the id is taken (D-025), or another network has the same bridge or
    /// overlapping addresses (D-024).</exception>
    public void Add(BridgeNetwork network)
    {
        lock (_lock)
        {
            if (_networks.ContainsKey(network.Config.NetworkId))
            {
                throw new NetworkException(ErrorKind.Forbidden, $"network {network.Config.NetworkId} exists");
            }

            foreach (var other in _networks.Values)
            {
                if (Conflict(network.Config, other.Config) is { } conflict)
                {
                    throw new NetworkException(ErrorKind.Forbidden,
                        $"cannot create network {network.Config.NetworkId} ({network.Config.InterfaceName}): conflicts with network "
                        + $"{other.Config.NetworkId} ({other.Config.InterfaceName}): {conflict}");
                }
            }

            _networks.Add(network.Config.NetworkId, network);
        }
    }

    /// <summary>The network.</summary>
    /// <exception cref="NoNetworkException">There is none.</exception>
    public BridgeNetwork Get(string networkId) => Find(networkId) ?? throw new NoNetworkException(networkId);

    /// <summary>The network, or null.</summary>
    public BridgeNetwork? Find(string networkId)
    {
        lock (_lock)
        {
            return _networks.GetValueOrDefault(networkId);
        }
    }

    /// <summary>Forgets a network.</summary>
    public void Remove(string networkId)
    {
        lock (_lock)
        {
            _networks.Remove(networkId);
        }
    }

    private static string? Conflict(BridgeConfig one, BridgeConfig other) =>
        one.InterfaceName == other.InterfaceName ? "networks have same bridge name"
        : Overlap(one.IPv4, other.IPv4) ? "networks have overlapping IPv4"
        : Overlap(one.IPv6, other.IPv6) ? "networks have overlapping IPv6"
        : null;

    private static bool Overlap(BridgeSubnet? one, BridgeSubnet? other) => one is not null && other is not null && one.Overlaps(other);
}
