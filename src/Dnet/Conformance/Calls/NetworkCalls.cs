using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace Dnet.Conformance.Calls;

/// <summary>The calls of network drivers, as Docker makes them. What they make is in the trial's ledger until it is deleted.</summary>
internal sealed class NetworkCalls(Trial trial)
{
    private const string AddressSpace = "LocalDefault";

    /// <summary>A network with the next subnet; nothing is sent.</summary>
    internal TestNetwork New(bool ipv6 = false)
    {
        var (subnet, subnetIPv6) = trial.Settings.Subnets.Next();
        return new TestNetwork(Trial.NewId(), subnet, ipv6 ? subnetIPv6 : null);
    }

    /// <summary>Creates a network.</summary>
    internal Task<Exchange> CreateAsync(TestNetwork network) => CreateAsync(Request(network));

    /// <summary>Creates a network.</summary>
    internal Task<Exchange> CreateAsync(CreateNetworkRequest request) => CreateAsync(request.NetworkID, Json(request, PluginJson.Default.CreateNetworkRequest));

    /// <summary>Creates a network with a body of the check's own.</summary>
    internal async Task<Exchange> CreateAsync(string id, string body)
    {
        var what = $"network {id}";
        trial.Ledger.Add(what, token => trial.Plugin.CallAsync(PluginMethod.DeleteNetwork, NetworkJson(id), token));
        return Forget(what, await trial.CallAsync(PluginMethod.CreateNetwork, body));
    }

    /// <summary>Creates a new network, and takes that for granted.</summary>
    internal async Task<TestNetwork> MakeAsync(bool ipv6 = false)
    {
        var network = New(ipv6);
        (await CreateAsync(network)).Presume();
        return network;
    }

    /// <summary>What Docker sends to create a network; <c>IPv6Data</c> is null without IPv6 (B-055, B-056).</summary>
    internal CreateNetworkRequest Request(TestNetwork network) => new()
    {
        NetworkID = network.Id,
        Options = new DriverOptions(
        [
            new(NetLabel.EnableIPv4, true),
            new(NetLabel.EnableIPv6, network.IPv6 is not null),
            new(NetLabel.GenericData, trial.Settings.NetworkOptions),
        ]),
        IPv4Data = [new IpamData { AddressSpace = AddressSpace, Pool = network.IPv4, Gateway = network.Gateway }],
        IPv6Data = network.IPv6 is null ? null : [new IpamData { AddressSpace = AddressSpace, Pool = network.IPv6, Gateway = network.GatewayIPv6 }],
    };

    /// <summary>Deletes a network.</summary>
    internal async Task<Exchange> DeleteAsync(string id) => Done($"network {id}", await trial.CallAsync(PluginMethod.DeleteNetwork, NetworkJson(id)));

    /// <summary>Creates an endpoint.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="endpointId">The endpoint.</param>
    /// <param name="known">What is known of its interface.</param>
    /// <param name="options">Its options as JSON; by default those of a container that exposes nothing.</param>
    internal async Task<Exchange> CreateEndpointAsync(string networkId, string endpointId, InterfaceMessage known, string? options = null)
    {
        var what = $"endpoint {endpointId}";
        trial.Ledger.Add(what, token => trial.Plugin.CallAsync(PluginMethod.DeleteEndpoint, EndpointJson(networkId, endpointId), token));
        options ??= $$"""{"{{NetLabel.ExposedPorts}}":[],"{{NetLabel.PortMap}}":[]}""";
        var body = $$"""{"NetworkID":"{{networkId}}","EndpointID":"{{endpointId}}","Interface":{{Json(known, PluginJson.Default.InterfaceMessage)}},"Options":{{options}}}""";
        return Forget(what, await trial.CallAsync(PluginMethod.CreateEndpoint, body));
    }

    /// <summary>Creates an endpoint with an address and without a MAC address, as Docker mostly does.</summary>
    internal Task<Exchange> CreateEndpointAsync(TestNetwork network, string endpointId, int number = 0) => CreateEndpointAsync(
        network.Id,
        endpointId,
        new InterfaceMessage { Address = network.Address(number).ToString(), AddressIPv6 = network.AddressIPv6(number)?.ToString() ?? "" });

    /// <summary>Creates a new endpoint, and takes that for granted.</summary>
    internal async Task<string> MakeEndpointAsync(TestNetwork network, int number = 0)
    {
        var id = Trial.NewId();
        (await CreateEndpointAsync(network, id, number)).Presume();
        return id;
    }

    /// <summary>Deletes an endpoint.</summary>
    internal async Task<Exchange> DeleteEndpointAsync(string networkId, string endpointId) =>
        Done($"endpoint {endpointId}", await trial.CallAsync(PluginMethod.DeleteEndpoint, EndpointJson(networkId, endpointId)));

    /// <summary>Asks for the operational data of an endpoint.</summary>
    internal Task<Exchange> InfoAsync(string networkId, string endpointId) =>
        trial.CallAsync(PluginMethod.EndpointOperInfo, EndpointJson(networkId, endpointId));

    /// <summary>Joins the sandbox of the settings to an endpoint.</summary>
    internal async Task<Exchange> JoinAsync(string networkId, string endpointId)
    {
        var what = $"join of endpoint {endpointId}";
        trial.Ledger.Add(what, token => trial.Plugin.CallAsync(PluginMethod.Leave, EndpointJson(networkId, endpointId), token));
        var request = new JoinRequest
        {
            NetworkID = networkId,
            EndpointID = endpointId,
            SandboxKey = trial.Settings.SandboxKey,
            Options = NoPorts(),
        };
        return Forget(what, await trial.CallAsync(PluginMethod.Join, Json(request, PluginJson.Default.JoinRequest)));
    }

    /// <summary>Makes a network, an endpoint and a join, and takes them for granted.</summary>
    internal async Task<(TestNetwork Network, string EndpointId, Exchange Join)> MakeJoinAsync(bool ipv6 = false)
    {
        var network = await MakeAsync(ipv6);
        var endpoint = await MakeEndpointAsync(network);
        return (network, endpoint, (await JoinAsync(network.Id, endpoint)).Presume());
    }

    /// <summary>Ends a join.</summary>
    internal async Task<Exchange> LeaveAsync(string networkId, string endpointId) =>
        Done($"join of endpoint {endpointId}", await trial.CallAsync(PluginMethod.Leave, EndpointJson(networkId, endpointId)));

    /// <summary>Makes an endpoint the way to the outside.</summary>
    internal async Task<Exchange> ProgramAsync(string networkId, string endpointId)
    {
        var what = $"external connectivity of endpoint {endpointId}";
        trial.Ledger.Add(what, token => trial.Plugin.CallAsync(PluginMethod.RevokeExternalConnectivity, EndpointJson(networkId, endpointId), token));
        var request = new ExternalConnectivityRequest { NetworkID = networkId, EndpointID = endpointId, Options = NoPorts() };
        return Forget(what, await trial.CallAsync(PluginMethod.ProgramExternalConnectivity, Json(request, PluginJson.Default.ExternalConnectivityRequest)));
    }

    /// <summary>The reverse of <see cref="ProgramAsync"/>.</summary>
    internal async Task<Exchange> RevokeAsync(string networkId, string endpointId) => Done(
        $"external connectivity of endpoint {endpointId}",
        await trial.CallAsync(PluginMethod.RevokeExternalConnectivity, EndpointJson(networkId, endpointId)));

    internal static string NetworkJson(string id) => Json(new NetworkRequest { NetworkID = id }, PluginJson.Default.NetworkRequest);

    internal static string EndpointJson(string networkId, string endpointId) =>
        Json(new EndpointRequest { NetworkID = networkId, EndpointID = endpointId }, PluginJson.Default.EndpointRequest);

    private static DriverOptions NoPorts() =>
        new([new(NetLabel.ExposedPorts, Array.Empty<TransportPort>()), new(NetLabel.PortMap, Array.Empty<PortBinding>())]);

    private static string Json<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);

    // A plugin that refused made nothing. Of an answer that cannot be understood nobody knows.
    private Exchange Forget(string what, Exchange made)
    {
        if (made.Refusal is not null)
        {
            trial.Ledger.Remove(what);
        }

        return made;
    }

    private Exchange Done(string what, Exchange deleted)
    {
        if (deleted.Succeeded)
        {
            trial.Ledger.Remove(what);
        }

        return deleted;
    }
}
