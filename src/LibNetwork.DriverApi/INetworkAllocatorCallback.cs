namespace LibNetwork.DriverApi;

/// <summary>How cluster-wide allocators make themselves known to an engine that allocates for a cluster .</summary>
public interface INetworkAllocatorCallback
{
    /// <summary>Registers an allocator under a network type.</summary>
    /// <param name="networkType">The type, such as <c>overlay</c>; not blank.</param>
    /// <param name="allocator">The allocator.</param>
    /// <exception cref="ActiveRegistrationException">An allocator of that type is registered already .</exception>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the type is empty .</exception>
    void RegisterNetworkAllocator(string networkType, INetworkAllocator allocator);
}
