namespace LibNetwork.DriverApi;

/// <summary>Optional ability: allocates a network's driver-specific resources for the whole cluster .</summary>
public interface INetworkAllocator
{
    /// <summary>Allocates; answers options to be added to the network's own, such as VXLAN ids.</summary>
    ValueTask<IReadOnlyDictionary<string, string>> AllocateNetworkAsync(string networkId, IReadOnlyDictionary<string, string> options,
        IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data, CancellationToken cancellationToken = default);

    /// <summary>Gives back what was allocated.</summary>
    ValueTask FreeNetworkAsync(string networkId, CancellationToken cancellationToken = default);
}
