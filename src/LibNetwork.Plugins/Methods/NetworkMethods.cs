using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>The methods of a network driver that are about networks, and about the driver itself (B-040 to B-045).</summary>
internal sealed class NetworkMethods(INetworkDriver driver, Capability capability, KnownEndpoints known)
{
    internal IEnumerable<Method> All
    {
        get
        {
            yield return new Method(PluginMethod.GetCapabilities, _ => GetCapabilities()) { AbsentWhenNotFound = true };
            yield return new Method(PluginMethod.CreateNetwork, CreateNetwork);
            yield return new Method(PluginMethod.DeleteNetwork, DeleteNetwork);
            if (driver is IGatewayAllocationChecker checker)
            {
                yield return new Method(PluginMethod.CheckGatewayAllocation, body => CheckGateway(checker, body));
            }

            if (driver is INetworkAllocator allocator)
            {
                yield return new Method(PluginMethod.AllocateNetwork, body => AllocateNetwork(allocator, body));
                yield return new Method(PluginMethod.FreeNetwork, body => FreeNetwork(allocator, body));
            }
        }
    }

    private PluginCall GetCapabilities() => new(_ => ValueTask.FromResult(Answer.Of(new CapabilitiesResponse
    {
        Scope = capability.DataScope.ToWire(),
        ConnectivityScope = capability.ConnectivityScope.ToWire(),
        GwAllocChecker = driver is IGatewayAllocationChecker,
    }, PluginJson.Default.CapabilitiesResponse)));

    private PluginCall CreateNetwork(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.CreateNetworkRequest);
        var check = new RequestCheck();
        check.Need(request.NetworkID, nameof(request.NetworkID));
        var ipv4 = check.Pools(request.IPv4Data, nameof(request.IPv4Data), v6: false);
        var ipv6 = check.Pools(request.IPv6Data, nameof(request.IPv6Data), v6: true);
        check.ThrowIfAny();

        return Of(request, cancellationToken => driver.CreateNetworkAsync(request.NetworkID, request.Options, ipv4, ipv6, cancellationToken)) with
        {
            Undo = cancellationToken => driver.DeleteNetworkAsync(request.NetworkID, cancellationToken),
        };
    }

    private PluginCall DeleteNetwork(ReadOnlyMemory<byte> body)
    {
        var request = ReadNetwork(body);
        return Of(request, async cancellationToken =>
        {
            await driver.DeleteNetworkAsync(request.NetworkID, cancellationToken);
            known.Forget(request.NetworkID);
        }) with { GoesOn = true };
    }

    private static PluginCall CheckGateway(IGatewayAllocationChecker checker, ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.GatewayCheckRequest);
        return new PluginCall(async cancellationToken =>
        {
            var (skipIPv4, skipIPv6) = await checker.GetSkipGatewayAllocationAsync(request.Options, cancellationToken);
            return Answer.Of(new GatewayCheckResponse { SkipIPv4 = skipIPv4, SkipIPv6 = skipIPv6 }, PluginJson.Default.GatewayCheckResponse);
        });
    }

    private static PluginCall AllocateNetwork(INetworkAllocator allocator, ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.AllocateNetworkRequest);
        var check = new RequestCheck();
        check.Need(request.NetworkID, nameof(request.NetworkID));
        var ipv4 = check.Pools(request.IPv4Data, nameof(request.IPv4Data), v6: false);
        var ipv6 = check.Pools(request.IPv6Data, nameof(request.IPv6Data), v6: true);
        check.ThrowIfAny();

        var options = RequestCheck.Texts(request.Options) ?? [];
        return new PluginCall(async cancellationToken =>
        {
            var added = await allocator.AllocateNetworkAsync(request.NetworkID, options, ipv4, ipv6, cancellationToken);
            return Answer.Of(new AllocateNetworkResponse { Options = added }, PluginJson.Default.AllocateNetworkResponse);
        })
        {
            Order = request.NetworkID,
            Subject = request.NetworkID,
            Undo = cancellationToken => allocator.FreeNetworkAsync(request.NetworkID, cancellationToken),
        };
    }

    private static PluginCall FreeNetwork(INetworkAllocator allocator, ReadOnlyMemory<byte> body)
    {
        var request = ReadNetwork(body);
        return Of(request, cancellationToken => allocator.FreeNetworkAsync(request.NetworkID, cancellationToken)) with { GoesOn = true };
    }

    private static NetworkRequest ReadNetwork(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.NetworkRequest);
        var check = new RequestCheck();
        check.Need(request.NetworkID, nameof(request.NetworkID));
        check.ThrowIfAny();
        return request;
    }

    private static PluginCall Of(NetworkRequest request, Func<CancellationToken, ValueTask> make) => new(async cancellationToken =>
    {
        await make(cancellationToken);
        return Answer.Nothing;
    })
    {
        Order = request.NetworkID,
        Subject = request.NetworkID,
    };
}
