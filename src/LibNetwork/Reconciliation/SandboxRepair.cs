using LibNetwork.Sandboxing;

namespace LibNetwork.Reconciliation;

/// <summary>Compares what sandboxes have inside with what they should have.</summary>
internal sealed class SandboxRepair(ControllerContext context, Findings findings)
{
    /// <summary>
    /// For each sandbox: 1. a namespace that is gone takes the sandbox with it; 2. an interface that lacks something is given it; 3. a family
    /// without a default route gets its gateway; 4. an endpoint whose interface is missing joins again.
    /// </summary>
    /// <param name="later">Where joins are left that take a plugin; null to wait for the plugin.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    internal async ValueTask RunAsync(DeferredWork? later, CancellationToken cancellationToken)
    {
        foreach (var sandbox in context.Sandboxes.All)
        {
            if (sandbox.Namespace is not { } space)
            {
                continue;
            }

            if (!context.Namespaces.IsThere(sandbox.Key))
            {
                await findings.AddAsync($"namespace {sandbox.Key}", $"sandbox {sandbox.Name}", "is gone", ("the sandbox would be removed", "the sandbox is removed"),
                    () => sandbox.DeleteAsync(cancellationToken));
                continue;
            }

            foreach (var endpoint in await MendAsync(sandbox, space, cancellationToken))
            {
                await JoinAgainAsync(endpoint, sandbox, later, cancellationToken);
            }
        }
    }

    /// <summary>Mends what is there; answers the endpoints whose interface is not.</summary>
    private async ValueTask<IReadOnlyList<Endpoint>> MendAsync(Sandbox sandbox, SandboxNamespace space, CancellationToken cancellationToken)
    {
        using var held = await sandbox.Lock.EnterAsync(cancellationToken);
        if (sandbox.Endpoints.Count == 0 || sandbox.Record.State != Store.RecordState.Ready)
        {
            return [];
        }

        var missing = new List<Endpoint>();
        var view = await space.ViewAsync(cancellationToken);
        foreach (var endpoint in sandbox.Endpoints)
        {
            if (endpoint.Record.Join is not { InterfaceName.Length: > 0 } join || view.Lack(endpoint.Record, join) is not { IsNothing: false } lack)
            {
                continue;
            }

            if (lack.Index == 0)
            {
                missing.Add(endpoint);
                continue;
            }

            await findings.AddAsync($"interface {lack.Name}", Owner(endpoint, sandbox), lack.ToString(), ("it would be given that", "it is given that"),
                () => space.MendAsync(lack, cancellationToken));
        }

        if (missing.Count == 0)
        {
            await MendGatewaysAsync(sandbox, space, view, cancellationToken);
        }

        return missing;
    }

    private async ValueTask MendGatewaysAsync(Sandbox sandbox, SandboxNamespace space, InsideView view, CancellationToken cancellationToken)
    {
        var (ipv4, ipv6) = (sandbox.Gateways.IPv4?.Record.Join, sandbox.Gateways.IPv6?.Record.Join);
        string[] lacking =
        [
            .. ipv4?.Gateway is { } gateway && !view.HasDefaultRoute(v6: false) ? [gateway.ToString()] : (string[])[],
            .. ipv6?.GatewayIPv6 is { } gatewayIPv6 && !view.HasDefaultRoute(v6: true) ? [gatewayIPv6.ToString()] : (string[])[],
        ];
        if (lacking.Length > 0)
        {
            await findings.AddAsync($"default route by {string.Join(" and ", lacking)}", $"sandbox {sandbox.Name}", "is missing", ("it would be set", "it is set"),
                () => space.SetGatewaysAsync(ipv4, ipv6, cancellationToken));
        }
    }

    private async ValueTask JoinAgainAsync(Endpoint endpoint, Sandbox sandbox, DeferredWork? later, CancellationToken cancellationToken)
    {
        var driver = endpoint.Network.Driver;
        if (driver.IsRemote && later is not null)
        {
            // First a sign of life: an endpoint that has left and cannot join again would be worse than one without its interface.
            later.Add(driver.Type, $"endpoint {endpoint.Name}: joining again", async stop =>
            {
                await context.Drivers.GetAsync(driver.Type, stop);
                var then = new Findings(repair: true);
                await AddAsync(then, stop);
                context.Logger.StartFinding(then.All[0].ToString());
            });
            return;
        }

        await AddAsync(findings, cancellationToken);

        ValueTask AddAsync(Findings to, CancellationToken stop) => to.AddAsync($"interface {endpoint.InterfaceName}", Owner(endpoint, sandbox), "is missing",
            ("the endpoint would join again", "the endpoint has joined again"), async () =>
            {
                await context.Drivers.GetAsync(driver.Type, stop);
                await Membership.LeaveAsync(endpoint, stop);
                await Membership.JoinAsync(endpoint, sandbox, stop);
            });
    }

    private static string Owner(Endpoint endpoint, Sandbox sandbox) => $"endpoint {endpoint.Name} in sandbox {sandbox.Name}";
}
