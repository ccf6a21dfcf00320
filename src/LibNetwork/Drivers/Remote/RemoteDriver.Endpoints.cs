using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace LibNetwork.Drivers.Remote;

/// <content>Endpoints, and sandboxes that join them.</content>
internal sealed partial class RemoteDriver
{
    /// <inheritdoc/>
    public async ValueTask CreateEndpointAsync(string networkId, string endpointId, IInterfaceInfo interfaceInfo,
        DriverOptions options, CancellationToken cancellationToken = default)
    {
        if (interfaceInfo is null)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "must not be called with nil InterfaceInfo"); // B-063
        }

        var request = new CreateEndpointRequest
        {
            NetworkID = networkId,
            EndpointID = endpointId,
            Interface = new InterfaceMessage
            {
                Address = interfaceInfo.Address?.ToString() ?? "",
                AddressIPv6 = interfaceInfo.AddressIPv6?.ToString() ?? "",
                MacAddress = PluginText.Of(interfaceInfo.MacAddress),
            },
            Options = RemoteOptions.OfEndpoint(options),
        };
        ValueTask UndoAsync() => DeleteEndpointAsync(networkId, endpointId, CancellationToken.None);
        var answer = await CallOrUndoAsync(PluginMethod.CreateEndpoint,
            plugin.CallAsync(PluginMethod.CreateEndpoint, request, PluginJson.Default.CreateEndpointRequest, PluginJson.Default.CreateEndpointResponse, cancellationToken),
            PluginMethod.DeleteEndpoint, UndoAsync);
        if (answer.Interface is { } set && EndpointAnswer.Apply(set, interfaceInfo) is { } wrong)
        {
            throw await RolledBackAsync(ErrorKind.Internal, wrong, cause: null, UndoAsync);
        }

        _endpoints[endpointId] = RemoteEndpoint.Unjoined;
    }

    /// <inheritdoc/>
    public async ValueTask DeleteEndpointAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        await AskAsync(PluginMethod.DeleteEndpoint, networkId, endpointId, cancellationToken);
        _endpoints.TryRemove(endpointId, out _);
    }

    /// <inheritdoc/>
    public async ValueTask<DriverOptions> EndpointOperInfoAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        var answer = await plugin.CallAsync(PluginMethod.EndpointOperInfo, new EndpointRequest { NetworkID = networkId, EndpointID = endpointId },
            PluginJson.Default.EndpointRequest, PluginJson.Default.EndpointInfoResponse, cancellationToken);
        return answer.Value;
    }

    /// <inheritdoc/>
    public async ValueTask JoinAsync(string networkId, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken = default)
    {
        // B-058: the options of the sandbox; those of the endpoint were handed over when it was created.
        var request = new JoinRequest { NetworkID = networkId, EndpointID = endpointId, SandboxKey = sandboxKey, Options = sandboxOptions };
        ValueTask UndoAsync() => LeaveAsync(networkId, endpointId, CancellationToken.None);
        var answer = await CallOrUndoAsync(PluginMethod.Join,
            plugin.CallAsync(PluginMethod.Join, request, PluginJson.Default.JoinRequest, PluginJson.Default.JoinResponse, cancellationToken),
            PluginMethod.Leave, UndoAsync);
        if (JoinAnswer.Apply(answer, joinInfo) is { } wrong)
        {
            throw await RolledBackAsync(ErrorKind.Internal, wrong, cause: null, UndoAsync); // K-032
        }

        _endpoints[endpointId] = new RemoteEndpoint(sandboxOptions);
    }

    /// <inheritdoc/>
    public async ValueTask LeaveAsync(string networkId, string endpointId, CancellationToken cancellationToken = default)
    {
        await AskAsync(PluginMethod.Leave, networkId, endpointId, cancellationToken);
        if (_endpoints.ContainsKey(endpointId))
        {
            _endpoints[endpointId] = RemoteEndpoint.Unjoined;
        }
    }

    /// <inheritdoc/>
    /// <remarks>The plugin is called when the endpoint becomes a way out, or another way out than it was, or none (B-071).</remarks>
    public async ValueTask ProgramExternalConnectivityAsync(string networkId, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken = default)
    {
        if (!_endpoints.TryGetValue(endpointId, out var endpoint))
        {
            throw new NetworkException(ErrorKind.NotFound, $"remote network driver: endpoint {endpointId} not found");
        }

        var wanted = endpoint with { IsGateway4 = gateway4EndpointId == endpointId, IsGateway6 = gateway6EndpointId == endpointId };
        if (wanted == endpoint)
        {
            return;
        }

        if (wanted.IsProgrammed)
        {
            // Someone else has IPv6: what comes in by it must not be proxied to this endpoint's IPv4.
            var othersHaveIPv6 = !wanted.IsGateway6 && gateway6EndpointId.Length > 0;
            await ProgramAsync(networkId, endpointId, othersHaveIPv6
                ? new DriverOptions([.. endpoint.SandboxOptions.Where(option => option.Key != NetLabel.NoProxy6To4), new(NetLabel.NoProxy6To4, true)])
                : endpoint.SandboxOptions, cancellationToken);
        }
        else
        {
            await RevokeAsync(networkId, endpointId, cancellationToken);
        }

        _endpoints[endpointId] = wanted;
    }

    private async ValueTask ProgramAsync(string networkId, string endpointId, DriverOptions options, CancellationToken cancellationToken)
    {
        var request = new ExternalConnectivityRequest { NetworkID = networkId, EndpointID = endpointId, Options = options };
        await TolerateMissingAsync(CallOrUndoAsync(PluginMethod.ProgramExternalConnectivity,
            plugin.CallAsync(PluginMethod.ProgramExternalConnectivity, request, PluginJson.Default.ExternalConnectivityRequest, PluginJson.Default.PluginResponse, cancellationToken),
            PluginMethod.RevokeExternalConnectivity, () => RevokeAsync(networkId, endpointId, CancellationToken.None)));
    }

    private ValueTask RevokeAsync(string networkId, string endpointId, CancellationToken cancellationToken) =>
        TolerateMissingAsync(AskAsync(PluginMethod.RevokeExternalConnectivity, networkId, endpointId, cancellationToken));

    // These two a plugin need not have, and no others (B-013).
    private static async ValueTask TolerateMissingAsync(ValueTask<PluginResponse> call)
    {
        try
        {
            await call;
        }
        catch (PluginException e) when (e.Status == 404)
        {
            // It publishes nothing.
        }
    }

    private ValueTask<PluginResponse> AskAsync(string method, string networkId, string endpointId, CancellationToken cancellationToken) => plugin.CallAsync(
        method, new EndpointRequest { NetworkID = networkId, EndpointID = endpointId },
        PluginJson.Default.EndpointRequest, PluginJson.Default.PluginResponse, cancellationToken);
}
