namespace LibNetwork.DriverApi;

/// <summary>A failure of address management. Drivers throw it so that an engine can tell "try the next pool" from "give up".</summary>
public sealed class IpamException : NetworkException
{
    /// <summary>Makes an error with the text and kind that belong to it.</summary>
    public IpamException(IpamError error)
        : this(error, TextOf(error))
    {
    }

    /// <summary>Makes an error with a text of its own; the kind is the error's.</summary>
    public IpamException(IpamError error, string message, Exception? innerException = null)
        : base(KindOf(error), message, innerException) => Error = error;

    /// <summary>What went wrong.</summary>
    public IpamError Error { get; }

    private static string TextOf(IpamError error) => error switch
    {
        IpamError.InvalidAddressSpace => "invalid address space",
        IpamError.InvalidPool => "invalid address pool",
        IpamError.InvalidSubPool => "invalid address subpool",
        IpamError.NoAvailableAddresses => "no available addresses on this pool",
        IpamError.NoAddressReturned => "no address returned",
        IpamError.AddressInUse => "Address already in use",
        IpamError.AddressOutOfRange => "requested address is out of range",
        IpamError.PoolOverlap => "Pool overlaps with other one on this address space",
        IpamError.PoolNotTaken => "address space does not contain specified address pool",
        IpamError.NoMoreSubnets => "all predefined address pools have been fully subnetted",
        IpamError.AddressSpaceNotFound => "cannot find address space",
        IpamError.PoolNotFound => "cannot find address pool",
        IpamError.InvalidPoolId => "invalid pool id",
        IpamError.IncompatibleFamilies => "pool and subpool are of incompatible address families",
        IpamError.InvalidSubnetKey => "invalid string form for subnetkey",
        IpamError.NoPredefinedPool => "could not find an available predefined network",
        IpamError.InvalidAddress => "invalid address",
        _ => throw new ArgumentOutOfRangeException(nameof(error), error, message: null),
    };

    private static ErrorKind KindOf(IpamError error) => error switch
    {
        IpamError.NoAvailableAddresses or IpamError.NoAddressReturned => ErrorKind.Unavailable,
        IpamError.AddressInUse or IpamError.PoolOverlap => ErrorKind.Forbidden,
        IpamError.AddressSpaceNotFound or IpamError.PoolNotFound => ErrorKind.NotFound,
        _ => ErrorKind.InvalidParameter,
    };
}
