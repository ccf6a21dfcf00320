using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>What a driver said while a sandbox joined.</summary>
internal sealed class JoinInfo(string freeNumber = "0") : IJoinInfo, IInterfaceNameInfo
{
    public IInterfaceNameInfo InterfaceName => this;

    public IPAddress? Gateway { get; private set; }

    public IPAddress? GatewayIPv6 { get; private set; }

    public string? HostName { get; private set; }

    public string? SandboxName { get; private set; }

    public bool CreatedInSandbox { get; private set; }

    public void SetNames(string sourceName, string destinationPrefix, string destinationName = "") =>
        (HostName, SandboxName) = (sourceName, destinationPrefix + freeNumber);

    public bool SupportsCreatedInSandbox => true;

    public string ReserveName(string destinationPrefix) => destinationPrefix + freeNumber;

    public void SetCreatedInSandbox(string hostName, string name) => (HostName, SandboxName, CreatedInSandbox) = (hostName, name, true);

    public void SetGateway(IPAddress gateway) => Gateway = gateway;

    public void SetGatewayIPv6(IPAddress gateway) => GatewayIPv6 = gateway;

    public void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null) => throw new NotSupportedException();

    public void DisableGatewayService() => throw new NotSupportedException();

    public void ForceGatewayIPv4() => throw new NotSupportedException();

    public void ForceGatewayIPv6() => throw new NotSupportedException();

    public void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value) => throw new NotSupportedException();
}
