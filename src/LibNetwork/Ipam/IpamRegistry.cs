using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

using LibNetwork.DriverApi;

namespace LibNetwork.Ipam;

/// <summary>The IPAM drivers an engine knows, by name .</summary>
internal sealed class IpamRegistry
{
    private readonly ConcurrentDictionary<string, IpamRegistration> _drivers = new(StringComparer.Ordinal);

    /// <summary>Where drivers are looked up that are not registered here; null for nowhere.</summary>
    internal IRemoteIpams? Remotes { get; set; }

    /// <summary>What is registered, in no order.</summary>
    public IEnumerable<IpamRegistration> Drivers => _drivers.Values;

    /// <summary>Registers a driver, remembering its default address spaces.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/> for an empty name;
    /// <see cref="ErrorKind.Forbidden"/> for one that is taken; whatever the driver answers when asked for its address spaces.</exception>
    public async ValueTask RegisterAsync(string name, IIpamDriver driver, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(driver);
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "ipam driver name string cannot be empty");
        }

        // A remote driver is asked over a wire: not for a name that is taken anyway.
        if (_drivers.ContainsKey(name))
        {
            throw AlreadyRegistered(name);
        }

        var (local, global) = await driver.GetDefaultAddressSpacesAsync(cancellationToken);
        if (!_drivers.TryAdd(name, new IpamRegistration(name, driver, driver.Capability, local, global)))
        {
            throw AlreadyRegistered(name);
        }
    }

    /// <summary>Finds a driver by name: one of this process, else a plugin, which is activated .</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotFound"/>: there is none; else why a plugin cannot be used.</exception>
    public async ValueTask<IpamRegistration> GetAsync(string name, CancellationToken cancellationToken = default)
    {
        if (TryGet(name, out var registration))
        {
            return registration;
        }

        try
        {
            return Remotes is { } remotes ? await remotes.FindAsync(name, cancellationToken) : throw Unknown(name);
        }
        catch (NetworkException e) when (Remotes is not null && e.Kind is ErrorKind.NotFound or ErrorKind.InvalidParameter)
        {
            throw new NetworkException(ErrorKind.NotFound, $"{Unknown(name).Message}: {e.Message}", e);
        }
    }

    /// <summary>Finds a driver of this process by name.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out IpamRegistration? registration) => _drivers.TryGetValue(name, out registration);

    private static NetworkException Unknown(string name) => new(ErrorKind.NotFound, $"unknown ipam driver {GoText.Quote(name)}");

    private static NetworkException AlreadyRegistered(string name) =>
        new(ErrorKind.Forbidden, $"ipam driver {GoText.Quote(name)} already registered");
}
