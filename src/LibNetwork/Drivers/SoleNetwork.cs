using LibNetwork.DriverApi;

namespace LibNetwork.Drivers;

/// <summary>The one network of a driver that allows one alone, and for ever (D-130).</summary>
internal sealed class SoleNetwork(string driverType)
{
    private string? _networkId;

    /// <summary>Takes the place.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: it is taken.</exception>
    public void Create(string networkId)
    {
        if (Interlocked.CompareExchange(ref _networkId, networkId, null) is not null)
        {
            throw new NetworkException(ErrorKind.Forbidden, $"only one instance of \"{driverType}\" network is allowed");
        }
    }

    /// <summary>Refuses to delete (C-061).</summary>
    public NetworkException Delete() =>
        new(ErrorKind.Forbidden, $"network of type \"{driverType}\" cannot be deleted");
}
