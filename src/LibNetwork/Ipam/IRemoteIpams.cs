using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The IPAM drivers in other processes, by name.</summary>
internal interface IRemoteIpams
{
    /// <summary>Looks a driver up: its plugin is found and activated, and has said what it wants and what its address spaces are called.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is no such plugin, or it is no IPAM driver; what the plugin
    /// answered, or why it did not.</exception>
    ValueTask<IpamRegistration> FindAsync(string name, CancellationToken cancellationToken);
}
