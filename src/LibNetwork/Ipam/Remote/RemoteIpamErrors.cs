using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;

namespace LibNetwork.Ipam.Remote;

/// <summary>What an IPAM plugin's error means: its words are libnetwork's, in any case, or its status says it.</summary>
/// <remarks>The engine goes on to the network's next pool when one has no addresses left, and must not when the plugin is away.</remarks>
internal static class RemoteIpamErrors
{
    private static readonly IpamException[] s_known =
    [
        .. new[]
        {
            IpamError.NoAvailableAddresses, IpamError.NoAddressReturned, IpamError.AddressInUse, IpamError.AddressOutOfRange, IpamError.PoolOverlap,
            IpamError.PoolNotTaken, IpamError.NoMoreSubnets, IpamError.NoPredefinedPool,
        }.Select(error => new IpamException(error)),
    ];

    /// <summary>The error as one of address management; the same one when it is none.</summary>
    internal static NetworkException Explain(string method, PluginException failure)
    {
        if (Array.Find(s_known, known => failure.Text.EndsWith(known.Message, StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return new IpamException(known.Error, failure.Message, failure);
        }

        return method == PluginMethod.RequestAddress && failure.Status == 503
            ? new IpamException(IpamError.NoAvailableAddresses, failure.Message, failure) : failure;
    }
}
