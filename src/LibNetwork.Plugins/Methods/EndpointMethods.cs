using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Methods;

/// <summary>The methods of a network driver that are about endpoints (B-046 to B-050).</summary>
internal sealed class EndpointMethods(INetworkDriver driver, KnownEndpoints known, ILogger logger)
{
    internal IEnumerable<Method> All =>
    [
        new(PluginMethod.CreateEndpoint, CreateEndpoint),
        new(PluginMethod.DeleteEndpoint, DeleteEndpoint),
        new(PluginMethod.EndpointOperInfo, EndpointOperInfo),
        new(PluginMethod.Join, Join),
        new(PluginMethod.Leave, Leave),
    ];

    /// <summary>Checks that a request names its network and endpoint.</summary>
    internal static RequestCheck Check(EndpointRequest request)
    {
        var check = new RequestCheck();
        check.Need(request.NetworkID, nameof(request.NetworkID));
        check.Need(request.EndpointID, nameof(request.EndpointID));
        return check;
    }

    /// <summary>A call about an endpoint, in its network's order.</summary>
    internal static PluginCall Of(EndpointRequest request, Func<CancellationToken, ValueTask<byte[]>> make) => new(make)
    {
        Order = request.NetworkID,
        Subject = request.NetworkID,
        Detail = request.EndpointID,
    };

    private PluginCall CreateEndpoint(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.CreateEndpointRequest);
        var check = Check(request);
        var given = request.Interface ?? new InterfaceMessage();
        const string prefix = nameof(request.Interface) + ".";
        var address = check.Cidr(given.Address, prefix + nameof(given.Address), v6: false);
        var addressIPv6 = check.Cidr(given.AddressIPv6, prefix + nameof(given.AddressIPv6), v6: true);
        var mac = check.Mac(given.MacAddress, prefix + nameof(given.MacAddress));
        check.ThrowIfAny();

        return Of(request, async cancellationToken =>
        {
            var seen = new EndpointInterface();
            Set(address, seen.SetIPAddress);
            Set(addressIPv6, seen.SetIPAddress);
            if (mac is not null)
            {
                seen.SetMacAddress(mac);
            }

            await driver.CreateEndpointAsync(request.NetworkID, request.EndpointID, seen, request.Options, cancellationToken);
            known.Remember(request.NetworkID, request.EndpointID, request.Options);

            // Only what the driver set: Docker takes a value that it has already for a change of it (B-066).
            var added = new InterfaceMessage
            {
                Address = address is null ? Text(seen.Address) : "",
                AddressIPv6 = addressIPv6 is null ? Text(seen.AddressIPv6) : "",
                MacAddress = mac is null ? PluginText.Of(seen.MacAddress) : "",
            };
            return Answer.Of(new CreateEndpointResponse { Interface = added == new InterfaceMessage() ? null : added },
                PluginJson.Default.CreateEndpointResponse);
        }) with
        {
            Undo = cancellationToken => DeleteAsync(request, cancellationToken),
        };
    }

    private PluginCall DeleteEndpoint(ReadOnlyMemory<byte> body)
    {
        var request = Read(body);
        return Of(request, async cancellationToken =>
        {
            await DeleteAsync(request, cancellationToken);
            return Answer.Nothing;
        }) with { GoesOn = true };
    }

    private PluginCall EndpointOperInfo(ReadOnlyMemory<byte> body)
    {
        var request = Read(body);
        return Of(request, async cancellationToken => Answer.Of(
            new EndpointInfoResponse { Value = await driver.EndpointOperInfoAsync(request.NetworkID, request.EndpointID, cancellationToken) },
            PluginJson.Default.EndpointInfoResponse));
    }

    private PluginCall Join(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.JoinRequest);
        Check(request).ThrowIfAny();
        return Of(request, async cancellationToken =>
        {
            var info = new WireJoinInfo(request.NetworkID, request.EndpointID, logger);
            await driver.JoinAsync(request.NetworkID, request.EndpointID, request.SandboxKey, info,
                known[request.NetworkID, request.EndpointID], request.Options, cancellationToken);
            return Answer.Of(info.Response, PluginJson.Default.JoinResponse);
        }) with
        {
            Undo = cancellationToken => driver.LeaveAsync(request.NetworkID, request.EndpointID, cancellationToken),
        };
    }

    private PluginCall Leave(ReadOnlyMemory<byte> body)
    {
        var request = Read(body);
        return Of(request, async cancellationToken =>
        {
            await driver.LeaveAsync(request.NetworkID, request.EndpointID, cancellationToken);
            return Answer.Nothing;
        }) with { GoesOn = true };
    }

    private static EndpointRequest Read(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.EndpointRequest);
        Check(request).ThrowIfAny();
        return request;
    }

    private static void Set(CidrAddress? address, Action<CidrAddress> set)
    {
        if (address is { } value)
        {
            set(value);
        }
    }

    private static string Text(CidrAddress? address) => address?.ToString() ?? "";

    private async ValueTask DeleteAsync(EndpointRequest request, CancellationToken cancellationToken)
    {
        await driver.DeleteEndpointAsync(request.NetworkID, request.EndpointID, cancellationToken);
        known.Forget(request.NetworkID, request.EndpointID);
    }
}
