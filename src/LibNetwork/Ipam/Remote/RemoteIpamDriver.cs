using System.Net;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Ipam.Remote;

/// <summary>An IPAM driver in another process: each verb is a call to its plugin (B.7).</summary>
internal sealed class RemoteIpamDriver(Plugin plugin, ILogger logger) : IIpamDriver
{
    private const int MostPoolsHeld = 64;

    private volatile IpamRegistration? _registration;

    /// <inheritdoc/>
    /// <value>None before the plugin was activated.</value>
    public IpamCapability Capability => _registration?.Capability ?? default;

    /// <summary>Makes sure that the plugin is activated, and knows what it said of itself.</summary>
    internal async ValueTask<IpamRegistration> ActivateAsync(CancellationToken cancellationToken)
    {
        var session = await plugin.ActivateAsync(PluginMethod.IpamToken, cancellationToken);
        if (_registration is { } known && known.Generation == session.Generation)
        {
            return known;
        }

        var capability = await AskCapabilityAsync(cancellationToken);
        var spaces = await plugin.CallAsync(PluginMethod.GetDefaultAddressSpaces, PluginJson.Default.AddressSpacesResponse, cancellationToken);
        return _registration = new IpamRegistration(plugin.Name, this, capability, spaces.LocalDefaultAddressSpace, spaces.GlobalDefaultAddressSpace)
        {
            Generation = session.Generation,
        };
    }

    /// <inheritdoc/>
    public async ValueTask<(string Local, string Global)> GetDefaultAddressSpacesAsync(CancellationToken cancellationToken = default)
    {
        var registration = await ActivateAsync(cancellationToken);
        return (registration.LocalAddressSpace, registration.GlobalAddressSpace);
    }

    /// <inheritdoc/>
    /// <remarks>The protocol has no word for networks to keep away from. So when the plugin chooses a pool that overlaps one, the pool is held
    /// while another is asked for, and released afterwards (B-088).</remarks>
    public async ValueTask<AllocatedPool> RequestPoolAsync(PoolRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var held = new List<AllocatedPool>();
        try
        {
            while (true)
            {
                var pool = await AskPoolAsync(request, cancellationToken);
                if (!IsToBeAvoided(request, pool))
                {
                    return pool;
                }

                var repeats = held.Exists(other => other.PoolId == pool.PoolId);
                if (!repeats)
                {
                    held.Add(pool);
                }

                if (repeats || held.Count == MostPoolsHeld)
                {
                    throw new IpamException(IpamError.NoMoreSubnets,
                        $"plugin {plugin.Name}: {PluginMethod.RequestPool}: every pool it offers overlaps a network of the host, the last one was {pool.Pool}; name a subnet");
                }
            }
        }
        finally
        {
            foreach (var pool in held)
            {
                await LetGoAsync(pool);
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask ReleasePoolAsync(string poolId, CancellationToken cancellationToken = default) => await CallAsync(PluginMethod.ReleasePool,
        new ReleasePoolRequest { PoolID = poolId }, PluginJson.Default.ReleasePoolRequest, PluginJson.Default.PluginResponse, cancellationToken);

    /// <inheritdoc/>
    /// <remarks>When it is unknown whether the plugin handed an address out, nothing is given back: it may have refused because somebody else
    /// has that address.</remarks>
    public async ValueTask<AllocatedAddress> RequestAddressAsync(string poolId, IPAddress? preferred,
        IReadOnlyDictionary<string, string>? options = null, CancellationToken cancellationToken = default)
    {
        var request = new RequestAddressRequest { PoolID = poolId, Address = preferred?.ToString() ?? "", Options = options };
        var answer = await CallAsync(PluginMethod.RequestAddress, request,
            PluginJson.Default.RequestAddressRequest, PluginJson.Default.RequestAddressResponse, cancellationToken);
        if (answer.Address.Length == 0)
        {
            throw new IpamException(IpamError.NoAddressReturned); // B-085
        }

        return CidrAddress.TryParse(answer.Address, out var address) ? new AllocatedAddress(address, answer.Data)
            : throw new NetworkException(ErrorKind.Internal, $"plugin {plugin.Name}: {PluginMethod.RequestAddress}: invalid CIDR address: {answer.Address}");
    }

    /// <inheritdoc/>
    public async ValueTask ReleaseAddressAsync(string poolId, IPAddress address, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        await CallAsync(PluginMethod.ReleaseAddress, new ReleaseAddressRequest { PoolID = poolId, Address = address.ToString() },
            PluginJson.Default.ReleaseAddressRequest, PluginJson.Default.PluginResponse, cancellationToken);
    }

    // A plugin that has nothing to say about itself, or no such method, wants nothing (B-075). One that is away is another matter.
    private async ValueTask<IpamCapability> AskCapabilityAsync(CancellationToken cancellationToken)
    {
        try
        {
            var answer = await plugin.CallAsync(PluginMethod.GetIpamCapabilities, PluginJson.Default.IpamCapabilitiesResponse, cancellationToken);
            return new IpamCapability(answer.RequiresMACAddress, answer.RequiresRequestReplay);
        }
        catch (PluginException e) when (e.Status > 0)
        {
            return default;
        }
    }

    private async ValueTask<AllocatedPool> AskPoolAsync(PoolRequest request, CancellationToken cancellationToken)
    {
        var message = new RequestPoolRequest
        {
            AddressSpace = request.AddressSpace,
            Pool = request.Pool,
            SubPool = request.SubPool,
            Options = request.Options,
            V6 = request.V6,
        };
        var answer = await CallAsync(PluginMethod.RequestPool, message,
            PluginJson.Default.RequestPoolRequest, PluginJson.Default.RequestPoolResponse, cancellationToken);
        var data = answer.Data ?? new Dictionary<string, string>(StringComparer.Ordinal);
        if (CidrAddress.TryParse(answer.Pool, out var pool))
        {
            return new AllocatedPool(answer.PoolID, pool.Network, data);
        }

        // B-087. What it handed out is of no use, whatever it is.
        await LetGoAsync(new AllocatedPool(answer.PoolID, default, data));
        throw new NetworkException(ErrorKind.Internal, $"plugin {plugin.Name}: {PluginMethod.RequestPool}: invalid CIDR address: {answer.Pool}");
    }

    private bool IsToBeAvoided(PoolRequest request, AllocatedPool pool) => request.Pool.Length == 0 && pool.Pool.PrefixLength > 0
        && request.AddressSpace != _registration?.GlobalAddressSpace
        && request.Exclude.Any(network => network.Contains(pool.Pool.BaseAddress) || pool.Pool.Contains(network.BaseAddress));

    private async ValueTask LetGoAsync(AllocatedPool pool)
    {
        try
        {
            await ReleasePoolAsync(pool.PoolId, CancellationToken.None);
        }
        catch (NetworkException e)
        {
            Log.PoolLeftBehind(logger, plugin.Name, pool.PoolId, e);
        }
    }

    private async ValueTask<TAnswer> CallAsync<TRequest, TAnswer>(string method, TRequest request, JsonTypeInfo<TRequest> requestType,
        JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : PluginResponse, new()
    {
        try
        {
            return await plugin.CallAsync(method, request, requestType, answerType, cancellationToken);
        }
        catch (PluginException e) when (e.Text.Length > 0)
        {
            throw RemoteIpamErrors.Explain(method, e);
        }
    }
}
