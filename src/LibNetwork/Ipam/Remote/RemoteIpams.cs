using System.Collections.Concurrent;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Ipam.Remote;

/// <summary>The proxies of the IPAM drivers in other processes, one for each plugin.</summary>
internal sealed class RemoteIpams(PluginRegistry plugins, ILogger logger) : IRemoteIpams
{
    private readonly ConcurrentDictionary<string, RemoteIpamDriver> _drivers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    /// <remarks>Asked each time, since a plugin that was restarted may have something else to say, and may have forgotten what it handed out;
    /// that costs calls only if it was.</remarks>
    public async ValueTask<IpamRegistration> FindAsync(string name, CancellationToken cancellationToken)
    {
        if (!_drivers.TryGetValue(name, out var driver))
        {
            driver = new RemoteIpamDriver(await plugins.FindAsync(name, PluginMethod.IpamToken, cancellationToken), logger);
        }

        var registration = await driver.ActivateAsync(cancellationToken);
        return _drivers.GetOrAdd(name, driver) == driver ? registration : await FindAsync(name, cancellationToken);
    }
}
