using System.Text.Json;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance.Checks;

/// <summary>A plugin that is restarted while Docker has networks of it.</summary>
internal static class Restart
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("restart/answers", "a plugin that was restarted answers as before", "handshake B-017", Roles.None, AnswersAsync) { Restarts = true },
        new("restart/networks", "it remembers its networks, or says that it does not", "driver contract A-003, A-040", Roles.Network, NetworksAsync) { Restarts = true },
        new("restart/pools", "it remembers addresses, or takes pools anew", "IPAM driver B-086", Roles.Ipam, PoolsAsync) { Restarts = true },
    ];

    private static async Task AnswersAsync(Trial trial)
    {
        var before = (await trial.ActivateAsync()).Presume();
        await RestartCommand.RunAsync(trial);
        var after = (await trial.ActivateAsync()).MustSucceed("the handshake as ever, after the restart");
        if (Handshake.RolesOf(before) != Handshake.RolesOf(after))
        {
            throw after.Fails($"the same as before the restart: {before.Came}");
        }
    }

    private static async Task NetworksAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        await RestartCommand.RunAsync(trial);
        (await trial.Network.InfoAsync(network.Id, endpoint)).MustBeUnderstood();
        (await trial.Network.CreateEndpointAsync(network, Trial.NewId(), number: 1)).MustBeUnderstood();
        foreach (var gone in new[]
        {
            await trial.Network.LeaveAsync(network.Id, endpoint),
            await trial.Network.DeleteEndpointAsync(network.Id, endpoint),
            await trial.Network.DeleteAsync(network.Id),
        })
        {
            gone.MustSucceed("success: what was made before the restart can be deleted after it, remembered or not");
        }

        (await trial.Network.CreateAsync(network)).MustSucceed("success: the network of before the restart was deleted");
    }

    private static async Task PoolsAsync(Trial trial)
    {
        var pool = await trial.Ipam.TakeOwnAsync();
        var address = await trial.Ipam.TakeAddressAsync(pool);
        await RestartCommand.RunAsync(trial);
        var requested = (await trial.Ipam.RequestAddressAsync(pool.Id)).MustBeUnderstood();
        if (requested.Succeeded)
        {
            if (Addresses.Read(requested).Address.Equals(address.Address))
            {
                throw requested.Fails($"another address than {address}, which was given before the restart");
            }

            return;
        }

        var replays = (await trial.CallAsync(PluginMethod.GetIpamCapabilities)).Member("RequiresRequestReplay").ValueKind == JsonValueKind.True;
        var again = await trial.Ipam.RequestPoolAsync(pool.Pool.ToString());
        if (!again.Succeeded)
        {
            throw again.Fails($"{pool.Pool}: the plugin has forgotten it, so it can be taken again");
        }

        if (!replays)
        {
            throw requested.Warns("an address; a plugin that forgets its pools announces RequiresRequestReplay, so that Docker asks for them again");
        }
    }
}
