using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Serving;

/// <summary>What a driver says in a join, as far as Docker's protocol has words for it: a link to be moved, never one born inside.</summary>
internal sealed class DockerJoinInfo : IJoinInfo, IInterfaceNameInfo
{
    public IInterfaceNameInfo InterfaceName => this;

    public bool SupportsCreatedInSandbox => false;

    public string SourceName { get; private set; } = "";

    public string Prefix { get; private set; } = "";

    public IPAddress? Gateway { get; private set; }

    public IPAddress? GatewayIPv6 { get; private set; }

    public void SetNames(string sourceName, string destinationPrefix, string destinationName = "") => (SourceName, Prefix) = (sourceName, destinationPrefix);

    public void SetGateway(IPAddress gateway) => Gateway = gateway;

    public void SetGatewayIPv6(IPAddress gateway) => GatewayIPv6 = gateway;

    public string ReserveName(string destinationPrefix) => throw new DriverNotImplementedException();

    public void SetCreatedInSandbox(string hostName, string name) => throw new DriverNotImplementedException();

    public void AddStaticRoute(IPNetwork destination, RouteType routeType, IPAddress? nextHop = null) => throw new NotSupportedException();

    public void DisableGatewayService() => throw new NotSupportedException();

    public void ForceGatewayIPv4() => throw new NotSupportedException();

    public void ForceGatewayIPv6() => throw new NotSupportedException();

    public void AddTableEntry(string tableName, string key, ReadOnlyMemory<byte> value) => throw new NotSupportedException();
}
