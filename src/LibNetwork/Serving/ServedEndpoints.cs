using LibNetwork.DriverApi;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Serving;

/// <summary>How endpoints of other engines come and go, and sandboxes join and leave them. Callers hold the network's lock.</summary>
/// <remarks>Each step stores what is about to be done, lets the driver do it, and stores that it is done. What a killed process left between
/// is undone, or finished when it was on the way out, by <see cref="ServedRestorer"/>.</remarks>
internal sealed class ServedEndpoints(ServedRecords records, TimeProvider clock, string bootId, ILogger logger)
{
    /// <summary>The run of the machine whose sandboxes can be alive.</summary>
    public string BootId => bootId;

    /// <exception cref="EndpointExistsException">The network has one of that id.</exception>
    public async ValueTask CreateAsync(ServedNetwork network, string endpointId, IInterfaceInfo interfaceInfo, DriverOptions options, CancellationToken cancellationToken)
    {
        if (network.Endpoints.ContainsKey(endpointId))
        {
            throw new EndpointExistsException(endpointId);
        }

        ArgumentNullException.ThrowIfNull(interfaceInfo);
        var driver = network.Driver;
        var record = new ServedEndpointRecord
        {
            Id = endpointId,
            NetworkId = network.Id,
            Created = clock.GetUtcNow(),
            Options = options,
            State = RecordState.Creating,
        };
        await using var rollback = new Rollback(logger);
        Put(network, record);
        rollback.Push($"record of endpoint {endpointId}", () => Forget(network, endpointId));
        await driver.CreateEndpointAsync(network.Id, endpointId, interfaceInfo, options, cancellationToken);
        rollback.Push($"endpoint {endpointId} of driver {driver.Type}", undo => driver.DeleteEndpointAsync(network.Id, endpointId, undo));
        Put(network, record with
        {
            MacAddress = interfaceInfo.MacAddress,
            Address = interfaceInfo.Address,
            AddressIPv6 = interfaceInfo.AddressIPv6,
            State = RecordState.Ready,
        });
        rollback.Commit();
    }

    /// <summary>Deletes an endpoint, which leaves its sandbox first; one that is gone is success. When the driver refuses, the intent stays.</summary>
    public async ValueTask DeleteAsync(ServedNetwork network, string endpointId, CancellationToken cancellationToken)
    {
        if (!network.Endpoints.TryGetValue(endpointId, out var endpoint))
        {
            return;
        }

        Put(network, endpoint with { State = RecordState.Deleting });
        if (endpoint.Join is not null)
        {
            await logger.GoOnAsync($"endpoint {endpointId}: leaving", () => LeaveDriverAsync(network, endpointId, cancellationToken));
        }

        await network.Driver.DeleteEndpointAsync(network.Id, endpointId, cancellationToken);
        Forget(network, endpointId);
    }

    /// <exception cref="NoEndpointException">The network has none of that id.</exception>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: a sandbox has joined already.</exception>
    public async ValueTask JoinAsync(ServedNetwork network, string endpointId, string sandboxKey, IJoinInfo joinInfo,
        DriverOptions endpointOptions, DriverOptions sandboxOptions, CancellationToken cancellationToken)
    {
        var before = Get(network, endpointId);
        if (before.Join is not null)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "a container has already joined the endpoint");
        }

        // The protocol does not say the endpoint's options again (K-058).
        var options = endpointOptions.Count > 0 ? endpointOptions : before.Options;
        var driver = network.Driver;
        var join = new ServedJoinRecord { SandboxKey = sandboxKey, BootId = bootId, SandboxOptions = sandboxOptions, State = RecordState.Creating };
        await using var rollback = new Rollback(logger);
        Put(network, before with { Join = join });
        rollback.Push($"record of endpoint {endpointId}", () => Put(network, before));
        await driver.JoinAsync(network.Id, endpointId, sandboxKey, joinInfo, options, sandboxOptions, cancellationToken);
        rollback.Push($"endpoint {endpointId} in driver {driver.Type}", undo => driver.LeaveAsync(network.Id, endpointId, undo));
        Put(network, before with { Join = join with { State = RecordState.Ready } });
        rollback.Commit();
    }

    /// <summary>Lets the sandbox leave; when none has joined, that is success. When the driver refuses, the intent stays.</summary>
    public async ValueTask LeaveAsync(ServedNetwork network, string endpointId, CancellationToken cancellationToken)
    {
        if (!network.Endpoints.TryGetValue(endpointId, out var endpoint) || endpoint.Join is not { } join)
        {
            return;
        }

        Put(network, endpoint with { Join = join with { State = RecordState.Deleting } });
        await network.Driver.LeaveAsync(network.Id, endpointId, cancellationToken);
        Put(network, endpoint with { Join = null });
    }

    /// <summary>
    /// Tells the driver who is the sandbox's way out. The record never says more than the driver has done: what was is taken out before it
    /// is asked, what is comes in after, so that ports whose publishing was cut short are not published by the next start.
    /// </summary>
    /// <exception cref="NoEndpointException">The network has none of that id.</exception>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Forbidden"/>: no sandbox has joined.</exception>
    public async ValueTask ProgramAsync(ServedNetwork network, IExternalConnectivity driver, string endpointId,
        string gateway4EndpointId, string gateway6EndpointId, CancellationToken cancellationToken)
    {
        var revokes = gateway4EndpointId.Length + gateway6EndpointId.Length == 0;
        var before = revokes ? network.Endpoints.GetValueOrDefault(endpointId) : Get(network, endpointId);
        if (before?.Join is not { } join)
        {
            if (!revokes)
            {
                throw new NetworkException(ErrorKind.Forbidden, $"endpoint {endpointId} has no sandbox whose way out it could be");
            }

            return;
        }

        await using var rollback = new Rollback(logger);
        if (join.GatewayIPv4EndpointId.Length + join.GatewayIPv6EndpointId.Length > 0)
        {
            Put(network, before with { Join = join with { GatewayIPv4EndpointId = "", GatewayIPv6EndpointId = "" } });
            rollback.Push($"record of endpoint {endpointId}", () => Put(network, before));
        }

        await driver.ProgramExternalConnectivityAsync(network.Id, endpointId, gateway4EndpointId, gateway6EndpointId, cancellationToken);
        if (!revokes)
        {
            rollback.Push($"ports of endpoint {endpointId}", undo => driver.ProgramExternalConnectivityAsync(
                network.Id, endpointId, join.GatewayIPv4EndpointId, join.GatewayIPv6EndpointId, undo));
            Put(network, before with { Join = join with { GatewayIPv4EndpointId = gateway4EndpointId, GatewayIPv6EndpointId = gateway6EndpointId } });
        }

        rollback.Commit();
    }

    /// <summary>The endpoint, when it is whole.</summary>
    /// <exception cref="NoEndpointException">There is none.</exception>
    public static ServedEndpointRecord Get(ServedNetwork network, string endpointId) =>
        network.Endpoints.GetValueOrDefault(endpointId) is { State: RecordState.Ready } endpoint ? endpoint : throw new NoEndpointException(endpointId);

    /// <summary>Forgets an endpoint that has no network.</summary>
    public void Forget(string endpointId) => records.ForgetEndpoint(endpointId);

    private void Forget(ServedNetwork network, string endpointId)
    {
        records.ForgetEndpoint(endpointId);
        network.Endpoints.TryRemove(endpointId, out _);
    }

    // A driver may refuse before there is a task to await.
    private static async ValueTask LeaveDriverAsync(ServedNetwork network, string endpointId, CancellationToken cancellationToken) =>
        await network.Driver.LeaveAsync(network.Id, endpointId, cancellationToken);

    private void Put(ServedNetwork network, ServedEndpointRecord record)
    {
        records.Save(record);
        network.Endpoints[record.Id] = record;
    }
}
