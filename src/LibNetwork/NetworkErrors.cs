using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork;

/// <summary>The engine's errors: libnetwork's texts where it has one (A.4), each with its kind.</summary>
internal static class NetworkErrors
{
    internal static NetworkException NoSuchNetwork(string nameOrId) => new(ErrorKind.NotFound, $"network {nameOrId} not found");

    internal static NetworkException NoSuchEndpoint(string nameOrId) => new(ErrorKind.NotFound, $"endpoint {nameOrId} not found");

    internal static NetworkException NoSuchSandbox(string nameOrId) => new(ErrorKind.NotFound, $"sandbox {nameOrId} not found");

    internal static NetworkException UnknownDriver(string type) => new(ErrorKind.NotFound, $"unknown driver {GoText.Quote(type)}");

    internal static NetworkException UnknownDriver(string type, NetworkException reason) =>
        new(ErrorKind.NotFound, $"unknown driver {GoText.Quote(type)}: {reason.Message}", reason);

    internal static NetworkException NetworkNameTaken(string name) => new(ErrorKind.Conflict, $"network with name {name} already exists");

    /// <summary>C-045: only configuration-only networks are looked for, by exact name.</summary>
    internal static NetworkException NoSuchConfiguration(string name) =>
        new(ErrorKind.NotFound, $"configuration network {GoText.Quote(name)} does not exist");

    internal static NetworkException ConfigurationInUse(string name) =>
        new(ErrorKind.Forbidden, $"configuration network {GoText.Quote(name)} is in use");

    internal static NetworkException NoEndpointsOnConfiguration() =>
        new(ErrorKind.Forbidden, "cannot create endpoint on configuration-only network");

    /// <summary>C-166. The blank at its end is libnetwork's.</summary>
    internal static NetworkException PredefinedName(string name) =>
        new(ErrorKind.Forbidden, $"operation is not permitted on predefined {name} network ");

    internal static NetworkException PredefinedStays(string name) =>
        new(ErrorKind.Forbidden, $"{name} is a pre-defined network and cannot be removed");

    internal static NetworkException EndpointNameTaken(string name, string network) =>
        new(ErrorKind.Conflict, $"endpoint with name {name} already exists in network {network}");

    internal static NetworkException SandboxNameTaken(string name) => new(ErrorKind.Conflict, $"sandbox with name {name} already exists");

    internal static NetworkException ActiveEndpoints(Network network) => new(ErrorKind.Forbidden,
        $"network {network.Name} has active endpoints ({string.Join(", ", network.Endpoints.Select(e => $"name:\"{e.Name}\" id:\"{e.Id[..12]}\""))})");

    internal static NetworkException ActiveSandbox(Endpoint endpoint) =>
        new(ErrorKind.Forbidden, $"endpoint with name {endpoint.Name} id {endpoint.Id} has active containers");

    internal static NetworkException AnotherSandboxHasJoined() =>
        new(ErrorKind.Forbidden, "another container is attached to the same network endpoint");

    internal static NetworkException NotJoined() => new(ErrorKind.Forbidden, "cannot leave endpoint with no attached sandbox");

    internal static NetworkException NetworkIsGoing(string name) => new(ErrorKind.Conflict, $"network {name} is being deleted");

    internal static NetworkException EndpointIsGoing(string name) => new(ErrorKind.Conflict, $"endpoint {name} is being deleted");

    internal static NetworkException SandboxIsGoing() => new(ErrorKind.Conflict, "another sandbox delete in progress");

    internal static NetworkException HostSandboxIsAlone() => new(ErrorKind.InvalidParameter,
        "container sharing network namespace with another container or host cannot be connected to any other network");

    internal static NetworkException OneNetworkIsNone() => new(ErrorKind.InvalidParameter,
        "container cannot be connected to multiple networks with one of the networks in private (none) mode");

    internal static NetworkException MarkedForRemoval(Sandbox sandbox) => new(ErrorKind.Conflict,
        $"Container {sandbox.Name} is marked for removal and cannot be connected or disconnected to the network");

    internal static NetworkException InterfaceNameTaken(string name) => new(ErrorKind.Conflict, $"interface name {name} is in use in the sandbox");

    internal static NetworkException AddressInTheWay(CidrAddress address, string route) => new(ErrorKind.Conflict,
        $"cannot program address {address} in sandbox interface because it conflicts with existing route {route}");

    internal static NetworkException AddressOutsidePools(string address) => new(ErrorKind.InvalidParameter,
        $"invalid address {address}: It does not belong to any of this network's subnets");

    internal static NetworkException NoFreeAddress(int family, Network network, IReadOnlyList<PoolRecord> pools) => new(ErrorKind.Unavailable,
        $"no available IPv{family} addresses on this network's address pools: {network.Name} ({network.Id}): {PoolUsage.Describe(network, pools)}");
}
