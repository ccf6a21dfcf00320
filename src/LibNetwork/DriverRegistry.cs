using System.Collections.Concurrent;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>The drivers an engine knows, by type .</summary>
internal sealed class DriverRegistry : IDriverCallback
{
    private readonly ConcurrentDictionary<string, RegisteredDriver> _drivers = new(StringComparer.Ordinal);

    internal IEnumerable<RegisteredDriver> All => _drivers.Values;

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
    }

    /// <summary>Finds a driver.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none of that type.</exception>
    internal RegisteredDriver Get(string networkType) =>
        _drivers.TryGetValue(networkType, out var driver) ? driver : throw NetworkErrors.UnknownDriver(networkType);

    internal RegisteredDriver? Find(string networkType) => _drivers.GetValueOrDefault(networkType);
}
