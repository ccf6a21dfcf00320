using System.Net;
using System.Net.NetworkInformation;

namespace LibNetwork.DriverApi.Tests.Contract;

/// <summary>The engine's side of the contract, as small as it can be: a registry, an interface that is set once, a join.</summary>
internal sealed class TinyEngine : IDriverCallback, IInterfaceInfo, IJoinInfo, IInterfaceNameInfo
{
    public Dictionary<string, (INetworkDriver Driver, Capability Capability)> Drivers { get; } = [];

    public List<string> Joined { get; } = [];

    public PhysicalAddress? MacAddress { get; private set; }

    public CidrAddress? Address { get; private set; }

    public CidrAddress? AddressIPv6 { get; private set; }

    public string NetworkNamespacePath => "";

    public IInterfaceNameInfo InterfaceName => this;

    public void RegisterDriver(string networkType, INetworkDriver driver, Capability capability)
    {
        if (!Drivers.TryAdd(networkType, (driver, capability)))
        {
            throw new ActiveRegistrationException(networkType);
        }
    }

    public void SetMacAddress(PhysicalAddress macAddress) => MacAddress = MacAddress is null
        ? macAddress
        : throw new NetworkException(ErrorKind.Forbidden, $"endpoint interface MAC address present ({MacAddress}). Cannot be modified with {macAddress}.");

    public void SetIPAddress(CidrAddress address) => Address = Address is null
        ? address
        : throw new NetworkException(ErrorKind.Forbidden, $"endpoint interface IP present ({Address}). Cannot be modified with ({address}).");

    public void SetNames(string sourceName, string destinationPrefix, string destinationName = "") =>
        Joined.Add($"{sourceName} as {(destinationName.Length > 0 ? destinationName : destinationPrefix + "0")}");

    public bool SupportsCreatedInSandbox => true;

    public string ReserveName(string destinationPrefix) => destinationPrefix + "0";

    public void SetCreatedInSandbox(string hostName, string name) => Joined.Add($"{name} inside");

    public void SetGateway(IPAddress gateway) => Joined.Add($"gateway {gateway}");

    public void SetGatewayIPv6(IPAddress gateway) => Joined.Add($"gateway {gateway}");

    public void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null) =>
        Joined.Add($"route {destination} {routeType}");

    public void DisableGatewayService() => Joined.Add("no gateway network");

    public void ForceGatewayIPv4() => Joined.Add("provides IPv4");

    public void ForceGatewayIPv6() => Joined.Add("provides IPv6");

    public void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value) => Joined.Add($"{tableName}/{key}");
}
