using System.Collections.Concurrent;
using LibNetwork.DriverApi;
using LibNetwork.PluginClient;

namespace LibNetwork;

/// <summary>The drivers an engine knows, by type .</summary>
internal sealed class DriverRegistry : IDriverCallback
{
    private readonly ConcurrentDictionary<string, RegisteredDriver> _drivers = new(StringComparer.Ordinal);

    /// <summary>Where drivers are looked up that are not registered here; null for nowhere.</summary>
    internal IRemoteDrivers? Remotes { get; set; }

    /// <summary>Called with the type of each driver that registers.</summary>
    internal Action<string>? Registered { get; set; }

    /// <summary>The drivers of this process.</summary>
    internal IEnumerable<RegisteredDriver> All => _drivers.Values;

    /// <summary>Their types, and the names of the plugins that were found.</summary>
    internal IEnumerable<string> Types => _drivers.Keys.Union(Remotes?.Names ?? [], StringComparer.Ordinal);

    /// <inheritdoc/>
    public void RegisterDriver(string networkType, INetworkDriver driver, Capability capability)
    {
        if (string.IsNullOrWhiteSpace(networkType))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "network type string cannot be empty");
        }

        if (!_drivers.TryAdd(networkType, new RegisteredDriver(networkType, driver, capability)))
        {
            throw new ActiveRegistrationException(networkType);
        }

        Registered?.Invoke(networkType);
    }

    /// <summary>Finds the driver of a new network: one of this process, else a plugin, which is activated .</summary>
    /// <remarks>A plugin that was restarted says anew what it can do, and that holds from then on .</remarks>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none of that type (B-020); else why a plugin cannot be
    /// used.</exception>
    internal async ValueTask<RegisteredDriver> GetAsync(string networkType, CancellationToken cancellationToken = default)
    {
        if (_drivers.TryGetValue(networkType, out var registered))
        {
            return registered;
        }

        if (Remotes is not { } remotes)
        {
            throw NetworkErrors.UnknownDriver(networkType);
        }

        try
        {
            var (driver, capability) = await remotes.FindAsync(networkType, cancellationToken);
            return new RegisteredDriver(networkType, driver, capability) { IsRemote = true };
        }
        catch (NetworkException e) when (e.Kind is ErrorKind.NotFound or ErrorKind.InvalidParameter)
        {
            throw NetworkErrors.UnknownDriver(networkType, e);
        }
    }

    /// <summary>Finds a driver of this process; null when there is none of that type.</summary>
    internal RegisteredDriver? Find(string networkType) => _drivers.GetValueOrDefault(networkType);

    /// <summary>Finds the driver of a network that exists. A plugin is not called, and need not be there; null when there are no plugins.</summary>
    /// <param name="networkType">The type.</param>
    /// <param name="scope">The network's scope, which a plugin that is away cannot tell.</param>
    internal RegisteredDriver? Adopt(string networkType, Scope scope) => _drivers.TryGetValue(networkType, out var registered) ? registered
        : Remotes is { } remotes ? new RegisteredDriver(networkType, remotes.Adopt(networkType), new Capability(scope)) { IsRemote = true }
        : null;
}
