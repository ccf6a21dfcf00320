using LibNetwork.DriverApi;

namespace LibNetwork.Reconciliation;

/// <summary>Joins again the endpoints whose interface is missing in their sandbox.</summary>
internal sealed class InterfaceRepair(ControllerContext context, DeferredWork later, Action<string> find)
{
    internal async ValueTask RunAsync(CancellationToken cancellationToken)
    {
        foreach (var sandbox in context.Sandboxes.All)
        {
            if (sandbox.Namespace is not { } space || sandbox.Endpoints.Count == 0)
            {
                continue;
            }

            var present = (await space.LinkNamesAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
            foreach (var endpoint in sandbox.Endpoints.Where(endpoint => endpoint.InterfaceName.Length > 0 && !present.Contains(endpoint.InterfaceName)))
            {
                var driver = endpoint.Network.Driver;
                if (driver.IsRemote)
                {
                    // First a sign of life: an endpoint that has left and cannot join again would be worse than one without its interface.
                    later.Add(driver.Type, $"endpoint {endpoint.Name}: joining again", async stop =>
                    {
                        await context.Drivers.GetAsync(driver.Type, stop);
                        await RejoinAsync(endpoint, sandbox, context.Logger.StartFinding, stop);
                    });
                }
                else
                {
                    await RejoinAsync(endpoint, sandbox, find, cancellationToken);
                }
            }
        }
    }

    private static async ValueTask RejoinAsync(Endpoint endpoint, Sandbox sandbox, Action<string> find, CancellationToken cancellationToken)
    {
        var name = endpoint.InterfaceName;
        try
        {
            await Membership.LeaveAsync(endpoint, cancellationToken);
            await Membership.JoinAsync(endpoint, sandbox, cancellationToken);
            find($"sandbox {sandbox.Name}: interface {name} was missing; endpoint {endpoint.Name} has joined again");
        }
        catch (NetworkException refused)
        {
            find($"sandbox {sandbox.Name}: interface {name} is missing and endpoint {endpoint.Name} cannot join again: {refused.Message}");
        }
    }
}
