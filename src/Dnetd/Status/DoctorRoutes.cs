using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;

namespace Dnetd.Status;

/// <summary>Routes that compare the kernel with the records, and repair.</summary>
internal sealed class DoctorRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/doctor", async context => await AnswerAsync(context, await controller.DiagnoseAsync(context.RequestAborted)));
        routes.MapPost("/doctor/repair", async context => await AnswerAsync(context, await controller.RepairAsync(context.RequestAborted)));
    }

    private static Task AnswerAsync(HttpContext context, IReadOnlyList<Finding> findings)
    {
        IReadOnlyList<FindingResource> answer = [.. findings.Select(Resource)];
        return JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.IReadOnlyListFindingResource);
    }

    private static FindingResource Resource(Finding finding) => new()
    {
        Subject = finding.Subject,
        Owner = finding.Owner,
        Problem = finding.Problem,
        Remedy = finding.Remedy,
        State = finding.State.ToString().ToLowerInvariant(),
        Error = finding.Error,
    };
}
