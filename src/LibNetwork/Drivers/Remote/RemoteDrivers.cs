using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Drivers.Remote;

/// <summary>The proxies of the network drivers in other processes, one for each plugin.</summary>
internal sealed class RemoteDrivers(PluginRegistry plugins, ILogger logger) : IRemoteDrivers
{
    private readonly ConcurrentDictionary<string, RemoteDriver> _drivers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IEnumerable<string> Names => _drivers.Keys;

    /// <inheritdoc/>
    /// <remarks>Asked each time, since a plugin that was restarted may have something else to say; that costs a call only if it was.</remarks>
    public async ValueTask<(INetworkDriver Driver, Capability Capability)> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!_drivers.TryGetValue(name, out var driver))
        {
            driver = Make(await plugins.FindAsync(name, PluginMethod.NetworkToken, cancellationToken));
        }

        var capability = await driver.ActivateAsync(cancellationToken);
        return (_drivers.GetOrAdd(name, driver), capability); // B-060: not before it said what it can do.
    }

    /// <inheritdoc/>
    public INetworkDriver Adopt(string name) => _drivers.GetOrAdd(name, static (name, self) => self.Make(self.Get(name)), this);

    private Plugin Get(string name) => plugins.Get(name);

    private RemoteDriver Make(Plugin plugin) => new(plugin, logger);
}
