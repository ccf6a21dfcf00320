using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>Deletes the networks nobody uses (C-060, I-086).</summary>
internal static class NetworkPruning
{
    /// <summary>Deletes, in order of creation, what is unused and chosen; a network that cannot be deleted is logged and stays.</summary>
    /// <returns>The names of the deleted.</returns>
    internal static async ValueTask<IReadOnlyList<string>> RunAsync(ControllerContext context, IEnumerable<Network> networks,
        Func<Network, bool> chosen, CancellationToken cancellationToken)
    {
        if (!context.TryBeginPruning())
        {
            throw new NetworkException(ErrorKind.Conflict, "a prune operation is already running"); // I-085
        }

        try
        {
            var deleted = new List<string>();
            foreach (var network in networks.Where(IsPrunable).Where(chosen).ToList())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (await context.Logger.GoOnAsync($"network {network.Name}: pruning", () => network.DeleteAsync(force: false, cancellationToken)))
                {
                    deleted.Add(network.Name);
                }
            }

            if (deleted.Count > 0)
            {
                context.Events.Pruned();
            }

            return deleted;
        }
        finally
        {
            context.EndPruning();
        }
    }

    /// <summary>Configurations are kept for networks to come; networks of <c>host</c> and <c>null</c> cannot be deleted.</summary>
    private static bool IsPrunable(Network network) =>
        !network.Config.ConfigOnly && !network.IsPredefined && network.EndpointIndex.Count == 0 && NetworkLifecycle.NeedsPools(network.Driver);
}
