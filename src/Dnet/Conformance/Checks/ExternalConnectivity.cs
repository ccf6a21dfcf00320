namespace Dnet.Conformance.Checks;

/// <summary>An endpoint as the sandbox's way to the outside.</summary>
internal static class ExternalConnectivity
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("external/program-and-revoke", "done, or 404 by a driver without it", "remote driver B-013, B-053, B-054", Roles.Network, ProgramAndRevokeAsync),
        new("external/revoke-twice", "a revocation that is sent again succeeds again", "transport B-031", Roles.Network, RevokeTwiceAsync),
    ];

    private static async Task ProgramAndRevokeAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        var programmed = await trial.Network.ProgramAsync(network.Id, endpoint);
        if (!programmed.IsMissing)
        {
            programmed.MustSucceed("success, or 404");
        }

        var revoked = await trial.Network.RevokeAsync(network.Id, endpoint);
        if (revoked.IsMissing != programmed.IsMissing)
        {
            throw revoked.Fails($"the like of what ProgramExternalConnectivity came to: {programmed.Came}");
        }

        if (!revoked.IsMissing)
        {
            revoked.MustSucceed("success, or 404");
        }
    }

    private static async Task RevokeTwiceAsync(Trial trial)
    {
        var (network, endpoint, _) = await trial.Network.MakeJoinAsync();
        if ((await trial.Network.ProgramAsync(network.Id, endpoint)).IsMissing)
        {
            throw CheckEndedException.NotTried("the driver has no ProgramExternalConnectivity");
        }

        (await trial.Network.RevokeAsync(network.Id, endpoint)).Presume();
        (await trial.Network.RevokeAsync(network.Id, endpoint)).MustSucceed("success: Docker sends it again when the answer was lost");
    }
}
