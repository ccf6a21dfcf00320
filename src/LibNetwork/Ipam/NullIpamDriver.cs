using System.Net;

using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The IPAM driver of networks without addresses: one pool of everything, no address ever (E-064, E-065).</summary>
public sealed class NullIpamDriver : IIpamDriver
{
    /// <summary>The name users give to <c>--ipam-driver</c>.</summary>
    public const string Name = "null";

    /// <summary>Its one address space, local and global.</summary>
    public const string AddressSpace = "null";

    private const string PoolId4 = "null/0.0.0.0/0";
    private const string PoolId6 = "null/::/0";

    private static readonly Dictionary<string, string> NoData = new(StringComparer.Ordinal);
    private static readonly AllocatedPool Pool4 = new(PoolId4, new IPNetwork(IPAddress.Any, 0), NoData);
    private static readonly AllocatedPool Pool6 = new(PoolId6, new IPNetwork(IPAddress.IPv6Any, 0), NoData);

    /// <inheritdoc/>
    public IpamCapability Capability => default;

    /// <inheritdoc/>
    public ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default) =>
        new((AddressSpace, AddressSpace));

    /// <inheritdoc/>
    public ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.AddressSpace != AddressSpace)
        {
            return ValueTask.FromException<AllocatedPool>(
                new IpamException(IpamError.AddressSpaceNotFound, $"unknown address space: {request.AddressSpace}"));
        }

        if (request.Pool.Length > 0)
        {
            return ValueTask.FromException<AllocatedPool>(
                new IpamException(IpamError.InvalidPool, "null ipam driver does not handle specific address pool requests"));
        }

        return request.SubPool.Length > 0
            ? ValueTask.FromException<AllocatedPool>(
                new IpamException(IpamError.InvalidSubPool, "null ipam driver does not handle specific address subpool requests"))
            : new(request.V6 ? Pool6 : Pool4);
    }

    /// <inheritdoc/>
    public ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default) =>
        IsKnown(poolId) ? ValueTask.CompletedTask : ValueTask.FromException(Unknown(poolId));

    /// <inheritdoc/>
    public ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default) =>
        IsKnown(poolId) ? new(default(AllocatedAddress)) : ValueTask.FromException<AllocatedAddress>(Unknown(poolId));

    /// <inheritdoc/>
    public ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default) =>
        IsKnown(poolId) ? ValueTask.CompletedTask : ValueTask.FromException(Unknown(poolId));

    private static bool IsKnown(string poolId) => poolId is PoolId4 or PoolId6;

    private static IpamException Unknown(string poolId) => new(IpamError.InvalidPoolId, $"unknown pool id: {poolId}");
}
