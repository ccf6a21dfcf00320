using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A sandbox's place on a network: an interface, its addresses, its routes.</summary>
public sealed class Endpoint
{
    /// <summary>64 lower-case hex digits.</summary>
    public string Id => throw new NotImplementedException();

    /// <summary>What was asked for.</summary>
    public EndpointConfig Config => throw new NotImplementedException();

    /// <summary>The name.</summary>
    public string Name => Config.Name;

    /// <summary>Its network.</summary>
    public Network Network => throw new NotImplementedException();

    /// <summary>When it was created, UTC.</summary>
    public DateTimeOffset Created => throw new NotImplementedException();

    /// <summary>The sandbox that has joined; null when none has.</summary>
    public Sandbox? Sandbox => throw new NotImplementedException();

    /// <summary>The MAC address; null when the driver gives none.</summary>
    public PhysicalAddress? MacAddress => throw new NotImplementedException();

    /// <summary>The IPv4 address with its pool's prefix; null when there is none.</summary>
    public CidrAddress? Address => throw new NotImplementedException();

    /// <summary>The IPv6 address with its pool's prefix; null when there is none.</summary>
    public CidrAddress? AddressIPv6 => throw new NotImplementedException();

    /// <summary>The IPv4 gateway it offers its sandbox; null when it offers none or is not joined.</summary>
    public IPAddress? Gateway => throw new NotImplementedException();

    /// <summary>The IPv6 gateway it offers its sandbox; null when it offers none or is not joined.</summary>
    public IPAddress? GatewayIPv6 => throw new NotImplementedException();

    /// <summary>Name of its interface inside the sandbox, such as <c>eth0</c>; empty when it is not joined or has none.</summary>
    public string InterfaceName => throw new NotImplementedException();

    /// <summary>Joins a sandbox: its interface appears there, with addresses and routes.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: another sandbox has joined.</exception>
    public ValueTask JoinAsync(Sandbox sandbox, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Leaves the sandbox: the interface disappears from it.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: no sandbox has joined.</exception>
    public ValueTask LeaveAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <summary>Deletes the endpoint and gives its addresses back.</summary>
    /// <param name="force">Leave the sandbox first. Without it, a joined endpoint is <see cref="ErrorKind.Forbidden"/>.</param>
    /// <param name="cancellationToken">Ends the call early.</param>
    public ValueTask DeleteAsync(bool force = false, CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
