using System.Text.Json;
using Dnet.Conformance.Calls;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;

namespace Dnet.Conformance.Checks;

/// <summary>The life of a network.</summary>
internal static class Networks
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("networks/create-and-delete", "a network is created and deleted", "remote driver B-044, B-045", Roles.Network, CreateAndDeleteAsync),
        new("networks/null-lists", "IPv4Data and IPv6Data may be null", "remote driver B-055", Roles.Network, NullListsAsync),
        new("networks/empty-list", "IPv6Data may be an empty list", "remote driver B-055", Roles.Network, EmptyListAsync),
        new("networks/ipv6", "a network may have IPv6 too", "remote driver B-044, B-056", Roles.Network, IPv6Async),
        new("networks/duplicate", "an id that exists is refused", "driver contract A-041", Roles.Network, DuplicateAsync),
        new("networks/two", "two networks exist at a time", "driver contract A-002", Roles.Network, TwoAsync),
        new("networks/delete-twice", "a delete that is sent again succeeds again", "transport B-031", Roles.Network, DeleteTwiceAsync),
        new("networks/delete-unknown", "deleting what never was is success", "driver contract A-003", Roles.Network, DeleteUnknownAsync),
        new("networks/again", "what was deleted can be created again", "driver contract A-003", Roles.Network, AgainAsync),
        new("networks/allocate", "AllocateNetwork and FreeNetwork, if it is global", "remote driver B-041, B-042", Roles.Network, AllocateAsync),
    ];

    private static async Task CreateAndDeleteAsync(Trial trial)
    {
        var network = trial.Network.New();
        (await trial.Network.CreateAsync(network)).MustSucceed();
        (await trial.Network.DeleteAsync(network.Id)).MustSucceed();
    }

    private static async Task NullListsAsync(Trial trial)
    {
        var created = await trial.Network.CreateAsync(trial.Network.Request(trial.Network.New()) with { IPv4Data = null, IPv6Data = null });
        created.MustBeUnderstood();
        if (created.Status >= 500 && created.Json.ValueKind != JsonValueKind.Object)
        {
            throw created.Fails("""success, or {"Err":…} that says what is missing""");
        }
    }

    private static async Task EmptyListAsync(Trial trial)
    {
        // Docker says so until version 20.10, and null today.
        (await trial.Network.CreateAsync(trial.Network.Request(trial.Network.New()) with { IPv6Data = [] })).MustSucceed();
    }

    private static async Task IPv6Async(Trial trial)
    {
        var network = trial.Network.New(ipv6: true);
        var created = (await trial.Network.CreateAsync(network)).MustBeUnderstood();
        if (created.Refusal is not null)
        {
            throw CheckEndedException.NotTried($"the plugin makes no network with IPv6: {created.Came}");
        }

        (await trial.Network.DeleteAsync(network.Id)).MustSucceed();
    }

    private static async Task DuplicateAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        var again = (await trial.CallAsync(PluginMethod.CreateNetwork, JsonSerializer.Serialize(trial.Network.Request(network), PluginJson.Default.CreateNetworkRequest))).MustBeRefused("the network exists already");
        if (again.IsMissing)
        {
            throw again.Warns("an error with another status than 404, which is for methods that do not exist");
        }

        (await trial.Network.DeleteAsync(network.Id)).MustSucceed("success: the refused second creation leaves the first whole");
    }

    private static async Task TwoAsync(Trial trial)
    {
        await trial.Network.MakeAsync();
        var second = await trial.Network.CreateAsync(trial.Network.New());
        if (second.Refusal is not null)
        {
            throw second.Warns("success: most drivers hold any number of networks");
        }

        second.MustSucceed();
    }

    private static async Task DeleteTwiceAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        (await trial.Network.DeleteAsync(network.Id)).Presume();
        (await trial.Network.DeleteAsync(network.Id)).MustSucceed("success: Docker sends it again when the answer was lost");
    }

    private static async Task DeleteUnknownAsync(Trial trial)
    {
        var deleted = (await trial.Network.DeleteAsync(Trial.NewId())).MustBeUnderstood();
        if (deleted.Refusal is not null)
        {
            throw deleted.Warns("success: it is gone, as was asked");
        }
    }

    private static async Task AgainAsync(Trial trial)
    {
        var network = await trial.Network.MakeAsync();
        (await trial.Network.DeleteAsync(network.Id)).Presume();
        (await trial.Network.CreateAsync(network)).MustSucceed("success: the network of that id and subnet was deleted");
    }

    private static async Task AllocateAsync(Trial trial)
    {
        if ((await trial.CallAsync(PluginMethod.GetCapabilities)).Presume().Read(PluginJson.Default.CapabilitiesResponse).Scope != "global")
        {
            throw CheckEndedException.NotTried("the driver's scope is local");
        }

        var network = trial.Network.New();
        var request = new AllocateNetworkRequest
        {
            NetworkID = network.Id,
            Options = trial.Settings.NetworkOptions,
            IPv4Data = trial.Network.Request(network).IPv4Data,
        };
        var allocated = await trial.CallAsync(PluginMethod.AllocateNetwork, JsonSerializer.Serialize(request, PluginJson.Default.AllocateNetworkRequest));
        if (allocated.IsMissing)
        {
            throw allocated.Warns("success: swarm managers ask it of global drivers");
        }

        var what = $"allocation of network {network.Id}";
        var free = NetworkCalls.NetworkJson(network.Id);
        trial.Ledger.Add(what, token => trial.Plugin.CallAsync(PluginMethod.FreeNetwork, free, token));
        allocated.MustSucceed().Read(PluginJson.Default.AllocateNetworkResponse);
        (await trial.CallAsync(PluginMethod.FreeNetwork, free)).MustSucceed();
        trial.Ledger.Remove(what);
    }
}
