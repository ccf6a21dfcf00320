using LibNetwork.DriverApi;

namespace LibNetwork.PluginClient;

/// <summary>The network drivers in other processes, by name.</summary>
internal interface IRemoteDrivers
{
    /// <summary>Looks a driver up: its plugin is found and activated, and has said what it can do (A-091, B-040).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is no such plugin, or it is no network driver; what the
    /// plugin answered, or why it did not.</exception>
    ValueTask<(INetworkDriver Driver, Capability Capability)> FindAsync(string name, CancellationToken cancellationToken);

    /// <summary>The driver of a network that exists; nothing is asked of its plugin, which need not be there.</summary>
    INetworkDriver Adopt(string name);

    /// <summary>The names of those that were found.</summary>
    IEnumerable<string> Names { get; }
}
