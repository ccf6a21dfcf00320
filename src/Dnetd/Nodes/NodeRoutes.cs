using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;

namespace Dnetd.Nodes;

/// <summary>The nodes of the cluster. Docker's <c>/nodes</c> is another thing: the members of a swarm.</summary>
internal sealed class NodeRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("/discovered-nodes", ListAsync);

    private Task ListAsync(HttpContext context)
    {
        IReadOnlyList<NodeResource> nodes = [.. controller.Nodes.Select(node => new NodeResource { Address = node.Address.ToString(), Self = node.IsSelf })];
        return JsonAnswer.WriteAsync(context, nodes, ApiJson.Readable.IReadOnlyListNodeResource);
    }
}
