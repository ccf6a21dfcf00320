namespace LibNetwork.DriverApi;

/// <summary>How drivers make themselves known to an engine .</summary>
public interface IDriverCallback
{
    /// <summary>Registers a driver under a network type.</summary>
    /// <param name="networkType">The type, such as <c>bridge</c>; not blank.</param>
    /// <param name="driver">The driver.</param>
    /// <param name="capability">Where its networks and their connectivity reach.</param>
    /// <exception cref="ActiveRegistrationException">A driver of that type is registered already .</exception>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the type is empty .</exception>
    void RegisterDriver(string networkType, INetworkDriver driver, Capability capability);
}
