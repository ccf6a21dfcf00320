using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;

namespace Dnetd.Endpoints;

/// <summary>Routes for endpoints, in the style of Docker's.</summary>
internal sealed class EndpointRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/endpoints", ListAsync);
        routes.MapGet("/endpoints/{id}", InspectAsync);
        routes.MapPost("/endpoints/create", CreateAsync);
        routes.MapPost("/endpoints/{id}/join", JoinAsync);
        routes.MapPost("/endpoints/{id}/leave", LeaveAsync);
        routes.MapDelete("/endpoints/{id}", DeleteAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        var network = context.Request.Query["network"].ToString();
        var endpoints = network.Length == 0 ? controller.Endpoints : controller.GetNetwork(network).Endpoints;
        IReadOnlyList<EndpointResource> found = [.. endpoints.Select(EndpointResources.Inspect)];
        return JsonAnswer.WriteAsync(context, found, ApiJson.Readable.IReadOnlyListEndpointResource);
    }

    private Task InspectAsync(HttpContext context) => JsonAnswer.WriteAsync(
        context, EndpointResources.Inspect(controller.GetEndpoint(RouteId.Of(context))), ApiJson.Readable.EndpointResource);

    private async Task CreateAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var network = body.RequiredText("Network");
        var config = EndpointRequests.ReadSettings(body, "EndpointConfig", body.Name("Name"));
        body.Complete(config.Validate());
        var endpoint = await controller.GetNetwork(network).CreateEndpointAsync(config);
        var answer = new CreateResponse { Id = endpoint.Id };
        await JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.CreateResponse, StatusCodes.Status201Created);
    }

    private async Task JoinAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var sandbox = body.RequiredText("Sandbox");
        body.Complete();
        await controller.GetEndpoint(RouteId.Of(context)).JoinAsync(controller.GetSandbox(sandbox));
    }

    private async Task LeaveAsync(HttpContext context)
    {
        var body = await JsonBody.ReadOptionalAsync(context);
        var force = body?.Flag("Force") ?? false;
        body?.Complete();
        var endpoint = controller.GetEndpoint(RouteId.Of(context));
        try
        {
            await endpoint.LeaveAsync();
        }
        catch (NetworkException e) when (force && e.Kind == ErrorKind.Forbidden && endpoint.Sandbox is null)
        {
            // That no sandbox is in it is what was asked for.
        }
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var force = Query.Flag(context, "force");
        await controller.GetEndpoint(RouteId.Of(context)).DeleteAsync(force);
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }
}
