using Dnetd.Endpoints;
using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;

namespace Dnetd.Sandboxes;

/// <summary>Routes for sandboxes, in the style of Docker's.</summary>
internal sealed class SandboxRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/sandboxes", ListAsync);
        routes.MapGet("/sandboxes/{id}", InspectAsync);
        routes.MapPost("/sandboxes/create", CreateAsync);
        routes.MapDelete("/sandboxes/{id}", DeleteAsync);
    }

    private Task ListAsync(HttpContext context)
    {
        IReadOnlyList<SandboxResource> found = [.. controller.Sandboxes.Select(Resource)];
        return JsonAnswer.WriteAsync(context, found, ApiJson.Readable.IReadOnlyListSandboxResource);
    }

    private Task InspectAsync(HttpContext context) =>
        JsonAnswer.WriteAsync(context, Resource(controller.GetSandbox(RouteId.Of(context))), ApiJson.Readable.SandboxResource);

    private async Task CreateAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var config = new SandboxConfig
        {
            Name = body.Name("Name"),
            UseHostNamespace = body.Flag("UseHostNamespace") ?? false,
            Labels = body.Map("Labels"),
        };
        body.Complete(config.Validate());
        var sandbox = await controller.CreateSandboxAsync(config);
        var answer = new CreateResponse { Id = sandbox.Id };
        await JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.CreateResponse, StatusCodes.Status201Created);
    }

    private async Task DeleteAsync(HttpContext context)
    {
        var force = Query.Flag(context, "force");
        try
        {
            await controller.GetSandbox(RouteId.Of(context)).DeleteAsync();
        }
        catch (NetworkException e) when (force && e.Kind == ErrorKind.NotFound)
        {
            // That there is no such sandbox is what was asked for.
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private static SandboxResource Resource(Sandbox sandbox) => new()
    {
        Name = sandbox.Name,
        Id = sandbox.Id,
        Created = sandbox.Created,
        Key = sandbox.Key,
        UseHostNamespace = sandbox.Config.UseHostNamespace,
        Endpoints = [.. sandbox.Endpoints.Select(EndpointResources.Inspect)],
        Labels = sandbox.Config.Labels,
    };
}
