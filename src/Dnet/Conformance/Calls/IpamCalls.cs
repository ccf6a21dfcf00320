using System.Net.NetworkInformation;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace Dnet.Conformance.Calls;

/// <summary>The calls of IPAM drivers, as Docker makes them. What they take is in the trial's ledger until it is released.</summary>
internal sealed class IpamCalls(Trial trial)
{
    private (string AddressSpace, bool WantsMac)? _facts;

    /// <summary>Requests a pool.</summary>
    internal Task<Exchange> RequestPoolAsync(string pool = "", string subPool = "", bool v6 = false) => RequestPoolAsync(pool, subPool, v6, body => body);

    /// <summary>Requests a pool with a body that is changed on its way.</summary>
    internal Task<Exchange> RequestPoolAsync(string pool, Func<string, string> change) => RequestPoolAsync(pool, "", v6: false, change);

    /// <summary>Remembers the pool of an answer, if there is one.</summary>
    internal Exchange Note(Exchange requested)
    {
        if (requested.Succeeded && requested.Member("PoolID") is { ValueKind: JsonValueKind.String } id)
        {
            var poolId = id.GetString()!;
            trial.Ledger.Add($"pool {poolId}", token => trial.Plugin.CallAsync(PluginMethod.ReleasePool, PoolJson(poolId), token));
        }

        return requested;
    }

    /// <summary>Takes the next subnet as a pool, or what the plugin chooses if it refuses that; takes success for granted.</summary>
    internal async Task<TestPool> TakeAsync(bool v6 = false)
    {
        var (ipv4, ipv6) = trial.Settings.Subnets.Next();
        var requested = await RequestPoolAsync((v6 ? ipv6 : ipv4).ToString(), v6: v6);
        return Presume(requested.Succeeded ? requested : await RequestPoolAsync(v6: v6));
    }

    /// <summary>Takes a pool that has addresses to give.</summary>
    internal async Task<TestPool> TakeOwnAsync(bool v6 = false)
    {
        var pool = await TakeAsync(v6);
        return pool.IsWholeWorld ? throw CheckEndedException.NotTried($"the plugin's pool is {pool.Pool}: it leaves addresses to others") : pool;
    }

    /// <summary>The pool of an answer, taken for granted.</summary>
    internal static TestPool Presume(Exchange requested)
    {
        var answer = requested.Presume().Read(PluginJson.Default.RequestPoolResponse);
        return CidrAddress.TryParse(answer.Pool, out var pool)
            ? new TestPool(answer.PoolID, pool)
            : throw CheckEndedException.NotTried($"it needs a pool, and the plugin's \"{answer.Pool}\" is no CIDR");
    }

    /// <summary>Releases a pool.</summary>
    internal async Task<Exchange> ReleasePoolAsync(string poolId)
    {
        var released = await trial.CallAsync(PluginMethod.ReleasePool, PoolJson(poolId));
        if (released.Succeeded)
        {
            trial.Ledger.Remove($"pool {poolId}");
        }

        return released;
    }

    /// <summary>Requests an address.</summary>
    /// <param name="poolId">The pool.</param>
    /// <param name="address">The address wanted; empty lets the plugin choose.</param>
    /// <param name="gateway">Whether it is for a gateway.</param>
    internal async Task<Exchange> RequestAddressAsync(string poolId, string address = "", bool gateway = false)
    {
        var (_, wantsMac) = await LearnAsync();
        var request = new RequestAddressRequest { PoolID = poolId, Address = address, Options = Options(gateway, wantsMac) };
        var requested = await trial.CallAsync(
            PluginMethod.RequestAddress, JsonSerializer.Serialize(request, PluginJson.Default.RequestAddressRequest));
        if (requested.Succeeded && AddressOf(requested) is { } given)
        {
            trial.Ledger.Add(What(poolId, given), token => trial.Plugin.CallAsync(PluginMethod.ReleaseAddress, AddressJson(poolId, given), token));
        }

        return requested;
    }

    /// <summary>Requests an address, and takes for granted that a good one comes.</summary>
    internal async Task<CidrAddress> TakeAddressAsync(TestPool pool, string address = "")
    {
        var requested = (await RequestAddressAsync(pool.Id, address)).Presume();
        return CidrAddress.TryParse(AddressText(requested), out var given)
            ? given
            : throw CheckEndedException.NotTried($"it needs an address, and the plugin's \"{AddressText(requested)}\" is no CIDR");
    }

    /// <summary>Releases an address.</summary>
    internal async Task<Exchange> ReleaseAddressAsync(string poolId, CidrAddress address)
    {
        var released = await trial.CallAsync(PluginMethod.ReleaseAddress, AddressJson(poolId, address.Address.ToString()));
        if (released.Succeeded)
        {
            trial.Ledger.Remove(What(poolId, address.Address.ToString()));
        }

        return released;
    }

    /// <summary>The address of an answer as it is written there.</summary>
    internal static string AddressText(Exchange requested) => requested.Read(PluginJson.Default.RequestAddressResponse).Address;

    private static string? AddressOf(Exchange requested) =>
        requested.Member("Address") is { ValueKind: JsonValueKind.String } text && CidrAddress.TryParse(text.GetString(), out var given)
            ? given.Address.ToString() : null;

    private static string What(string poolId, string address) => $"address {address} of pool {poolId}";

    private static string PoolJson(string poolId) =>
        JsonSerializer.Serialize(new ReleasePoolRequest { PoolID = poolId }, PluginJson.Default.ReleasePoolRequest);

    private static string AddressJson(string poolId, string address) => JsonSerializer.Serialize(
        new ReleaseAddressRequest { PoolID = poolId, Address = address }, PluginJson.Default.ReleaseAddressRequest);

    private Dictionary<string, string> Options(bool gateway, bool wantsMac)
    {
        var options = new Dictionary<string, string>(trial.Settings.IpamOptions, StringComparer.Ordinal);
        if (gateway)
        {
            options[NetLabel.RequestAddressType] = NetLabel.Gateway; // B-083
        }
        else if (wantsMac)
        {
            options[NetLabel.MacAddress] = PluginText.Of(PhysicalAddress.Parse("02-42-C6-12-00-0A")); // B-084
        }

        return options;
    }

    private async Task<Exchange> RequestPoolAsync(string pool, string subPool, bool v6, Func<string, string> change)
    {
        var (space, _) = await LearnAsync();
        var request = new RequestPoolRequest { AddressSpace = space, Pool = pool, SubPool = subPool, Options = trial.Settings.IpamOptions, V6 = v6 };
        return Note(await trial.CallAsync(PluginMethod.RequestPool, change(JsonSerializer.Serialize(request, PluginJson.Default.RequestPoolRequest))));
    }

    // What the plugin says of itself; other checks judge how it says it.
    private async Task<(string AddressSpace, bool WantsMac)> LearnAsync() => _facts ??=
        (Text(await trial.CallAsync(PluginMethod.GetDefaultAddressSpaces), "LocalDefaultAddressSpace"),
         (await trial.CallAsync(PluginMethod.GetIpamCapabilities)).Member("RequiresMACAddress").ValueKind == JsonValueKind.True);

    private static string Text(Exchange exchange, string member) =>
        exchange.Member(member) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : "";
}
