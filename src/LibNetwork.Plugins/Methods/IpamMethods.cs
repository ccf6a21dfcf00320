using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>The methods of an IPAM driver (B.7). They are made as they come, since the driver takes calls from many threads.</summary>
internal sealed class IpamMethods(IIpamDriver driver)
{
    internal IEnumerable<Method> All =>
    [
        new(PluginMethod.GetIpamCapabilities, _ => GetCapabilities()) { AbsentWhenNotFound = true },
        new(PluginMethod.GetDefaultAddressSpaces, _ => GetDefaultAddressSpaces()),
        new(PluginMethod.RequestPool, RequestPool),
        new(PluginMethod.ReleasePool, ReleasePool),
        new(PluginMethod.RequestAddress, RequestAddress),
        new(PluginMethod.ReleaseAddress, ReleaseAddress),
    ];

    private PluginCall GetCapabilities() => new(_ =>
    {
        var capability = driver.Capability;
        return ValueTask.FromResult(Answer.Of(new IpamCapabilitiesResponse
        {
            RequiresMACAddress = capability.RequiresMacAddress,
            RequiresRequestReplay = capability.RequiresRequestReplay,
        }, PluginJson.Default.IpamCapabilitiesResponse));
    });

    private PluginCall GetDefaultAddressSpaces() => new(async cancellationToken =>
    {
        var (local, global) = await driver.GetDefaultAddressSpacesAsync(cancellationToken);
        return Answer.Of(new AddressSpacesResponse { LocalDefaultAddressSpace = local, GlobalDefaultAddressSpace = global },
            PluginJson.Default.AddressSpacesResponse);
    });

    private PluginCall RequestPool(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.RequestPoolRequest);
        var check = new RequestCheck();
        check.Cidr(request.Pool, nameof(request.Pool));
        check.Cidr(request.SubPool, nameof(request.SubPool));
        check.ThrowIfAny();

        var wish = new PoolRequest
        {
            AddressSpace = request.AddressSpace,
            Pool = request.Pool,
            SubPool = request.SubPool,
            Options = RequestCheck.Texts(request.Options),
            V6 = request.V6,
        };
        AllocatedPool? pool = null;
        return new PluginCall(async cancellationToken =>
        {
            pool = await driver.RequestPoolAsync(wish, cancellationToken);
            return Answer.Of(new RequestPoolResponse { PoolID = pool.PoolId, Pool = pool.Pool.ToString(), Data = pool.Data },
                PluginJson.Default.RequestPoolResponse);
        })
        {
            Subject = request.Pool,
            Detail = request.SubPool,
            Undo = cancellationToken => driver.ReleasePoolAsync(pool!.PoolId, cancellationToken),
        };
    }

    private PluginCall ReleasePool(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.ReleasePoolRequest);
        var check = new RequestCheck();
        check.Need(request.PoolID, nameof(request.PoolID));
        check.ThrowIfAny();

        return new PluginCall(async cancellationToken =>
        {
            await driver.ReleasePoolAsync(request.PoolID, cancellationToken);
            return Answer.Nothing;
        })
        {
            Subject = request.PoolID,
            GoesOn = true,
        };
    }

    private PluginCall RequestAddress(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.RequestAddressRequest);
        var check = new RequestCheck();
        check.Need(request.PoolID, nameof(request.PoolID));
        var preferred = check.Address(request.Address, nameof(request.Address));
        check.ThrowIfAny();

        var options = RequestCheck.Texts(request.Options);
        AllocatedAddress allocated = default;
        return new PluginCall(async cancellationToken =>
        {
            allocated = await driver.RequestAddressAsync(request.PoolID, preferred, options, cancellationToken);
            return Answer.Of(new RequestAddressResponse { Address = allocated.Address?.ToString() ?? "", Data = allocated.Data },
                PluginJson.Default.RequestAddressResponse);
        })
        {
            Subject = request.PoolID,
            Detail = request.Address,
            Undo = cancellationToken => allocated.Address is { } address
                ? driver.ReleaseAddressAsync(request.PoolID, address.Address, cancellationToken)
                : ValueTask.CompletedTask,
        };
    }

    private PluginCall ReleaseAddress(ReadOnlyMemory<byte> body)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.ReleaseAddressRequest);
        var check = new RequestCheck();
        check.Need(request.PoolID, nameof(request.PoolID));
        check.Need(request.Address, nameof(request.Address));
        var address = check.Address(request.Address, nameof(request.Address));
        check.ThrowIfAny();

        return new PluginCall(async cancellationToken =>
        {
            await driver.ReleaseAddressAsync(request.PoolID, address!, cancellationToken);
            return Answer.Nothing;
        })
        {
            Subject = request.PoolID,
            Detail = request.Address,
            GoesOn = true,
        };
    }
}
