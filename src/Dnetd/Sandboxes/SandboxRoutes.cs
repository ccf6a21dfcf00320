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
        routes.MapPost("/sandboxes/{id}/key", SetKeyAsync);
        routes.MapPost("/sandboxes/{id}/refresh", RefreshAsync);
        routes.MapPost("/sandboxes/{id}/rename", RenameAsync);
        routes.MapGet("/sandboxes/{id}/stats", StatisticsAsync);
    }

    private async Task ListAsync(HttpContext context)
    {
        IReadOnlyList<SandboxResource> found = await Task.WhenAll(
            controller.Sandboxes.Select(sandbox => SandboxResources.InspectAsync(sandbox, context.RequestAborted)));
        await JsonAnswer.WriteAsync(context, found, ApiJson.Readable.IReadOnlyListSandboxResource);
    }

    private async Task InspectAsync(HttpContext context)
    {
        var found = await SandboxResources.InspectAsync(controller.GetSandbox(RouteId.Of(context)), context.RequestAborted);
        await JsonAnswer.WriteAsync(context, found, ApiJson.Readable.SandboxResource);
    }

    private async Task CreateAsync(HttpContext context)
    {
        var config = SandboxRequests.ReadCreate(await JsonBody.ReadAsync(context));
        var sandbox = await controller.CreateSandboxAsync(config);
        var answer = new CreateResponse { Id = sandbox.Id };
        await JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.CreateResponse, StatusCodes.Status201Created);
    }

    private async Task SetKeyAsync(HttpContext context)
    {
        var body = await JsonBody.ReadAsync(context);
        var key = body.RequiredText("Key");
        body.Complete();
        await controller.GetSandbox(RouteId.Of(context)).SetKeyAsync(key);
    }

    private async Task RefreshAsync(HttpContext context)
    {
        var sandbox = controller.GetSandbox(RouteId.Of(context));
        await sandbox.RefreshAsync(SandboxRequests.ReadRefresh(await JsonBody.ReadOptionalAsync(context), sandbox.Config));
    }

    // As Docker renames containers: the name is in the query.
    private async Task RenameAsync(HttpContext context)
    {
        await controller.GetSandbox(RouteId.Of(context)).RenameAsync(context.Request.Query["name"].ToString());
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task StatisticsAsync(HttpContext context)
    {
        var statistics = await controller.GetSandbox(RouteId.Of(context)).GetStatisticsAsync(context.RequestAborted);
        await JsonAnswer.WriteAsync(context, SandboxResources.Statistics(statistics), ApiJson.Readable.SandboxStatistics);
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
}
