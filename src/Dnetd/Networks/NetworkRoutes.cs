using Dnetd.Endpoints;
using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using Endpoint = LibNetwork.Endpoint;

namespace Dnetd.Networks;

/// <summary>Docker's routes for networks. (I-058 to I-063)</summary>
internal sealed class NetworkRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/networks", ListAsync);
        routes.MapGet("/networks/{id}", InspectAsync);
        routes.MapPost("/networks/create", CreateAsync);
        routes.MapPost("/networks/prune", PruneAsync);
        routes.MapPost("/networks/{id}/connect", ConnectAsync);
        routes.MapPost("/networks/{id}/disconnect", DisconnectAsync);
        routes.MapDelete("/networks/{id}", DeleteAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var filter = NetworkFilter.Parse(context.Request.Query["filters"].ToString());
        IReadOnlyList<NetworkResource> found = [.. controller.Networks.Where(filter.Fits).Select(NetworkResources.Summary)];
        return JsonAnswer.WriteAsync(context, found, ApiJson.Readable.IReadOnlyListNetworkResource);
    }

    private async Task InspectAsync(HttpContext context)
    {
        Query.Flag(context, "verbose");
        var network = controller.GetNetwork(RouteId.Of(context));
        var scope = context.Request.Query["scope"].ToString();
        if (scope.Length > 0 && scope != network.Scope.ToWire())
        {
            throw new NetworkException(ErrorKind.NotFound, $"network {RouteId.Of(context)} not found");
        }

        var pools = ApiVersionPrefix.VersionOf(context) < ApiVersion.WithPoolStatus ? [] : await PoolStatusAsync(network);
        await JsonAnswer.WriteAsync(context, NetworkResources.Inspect(network, pools), ApiJson.Readable.NetworkResource);
    }

    // A plugin that is away must not keep anybody from looking at its network.
    private static async ValueTask<IReadOnlyList<NetworkPoolStatus>> PoolStatusAsync(Network network)
    {
        try
        {
            return await network.GetPoolStatusAsync();
        }
        catch (NetworkException)
        {
            return [];
        }
    }

    private async Task PruneAsync(HttpContext context)
    {
        var filter = PruneFilter.Parse(context.Request.Query["filters"].ToString(), TimeProvider.System.GetUtcNow());
        var deleted = await controller.PruneNetworksAsync(filter.Fits);
        var answer = new NetworkPruneResponse { NetworksDeleted = deleted.Count == 0 ? null : deleted };
        await JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.NetworkPruneResponse);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var config = NetworkRequests.ReadCreate(await JsonBody.ReadAsync(context), ApiVersionPrefix.VersionOf(context));
        var network = await controller.CreateNetworkAsync(config);
        var answer = new CreateResponse { Id = network.Id };
        await JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.CreateResponse, StatusCodes.Status201Created);
    }

    private async Task ConnectAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var container = body.RequiredText("Container");
        var config = EndpointRequests.ReadSettings(body, "EndpointConfig", name: "named-after-its-sandbox");
        body.Complete(config.Validate());
        var network = controller.GetNetwork(RouteId.Of(context));
        var sandbox = controller.GetSandbox(container);
        await network.ConnectAsync(sandbox, config with { Name = sandbox.Name });
    }

    private async Task DisconnectAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var container = body.RequiredText("Container");
        var force = body.Flag("Force") ?? false;
        body.Complete();
        var network = controller.GetNetwork(RouteId.Of(context));
        try
        {
            await network.DisconnectAsync(controller.GetSandbox(container));
        }
        catch (NetworkException e) when (force && e.Kind == ErrorKind.NotFound && Find(network, container) is { } stale)
        {
            // I-078: the sandbox is gone, an endpoint of its name has stayed behind.
            await stale.DeleteAsync(force: true);
        }
    }

    private static Endpoint? Find(Network network, string name) => network.Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);

    private async Task DeleteAsync(HttpContext context)
    {
        await controller.GetNetwork(RouteId.Of(context)).DeleteAsync(Query.Flag(context, "force"));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
