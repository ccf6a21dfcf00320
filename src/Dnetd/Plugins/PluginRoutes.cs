using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;

namespace Dnetd.Plugins;

/// <summary>Drivers in other processes. Docker's <c>/plugins</c> is another thing: the plugins that Docker itself installs and runs.</summary>
internal sealed class PluginRoutes(NetworkController controller)
{
    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("/network-plugins", ListAsync);

    private async Task ListAsync(HttpContext context)
    {
        var conditions = ListFilters.Parse<PluginResource>(context.Request.Query["filters"].ToString(), Condition);
        var plugins = Query.Flag(context, "probe") ? await controller.ProbePluginsAsync(context.RequestAborted) : controller.ListPlugins();
        IReadOnlyList<PluginResource> found = [.. plugins.Select(Resource).Where(plugin => conditions.All(condition => condition(plugin)))];
        await JsonAnswer.WriteAsync(context, found, ApiJson.Readable.IReadOnlyListPluginResource);
    }

    private static Func<PluginResource, bool> Condition(string key, IReadOnlyList<string> values) => key switch
    {
        "name" => ListFilters.Pattern<PluginResource>(key, values, plugin => plugin.Name),
        "state" => plugin => values.Contains(plugin.State, StringComparer.Ordinal),
        "implements" => plugin => plugin.Implements.Any(token => values.Contains(token, StringComparer.Ordinal)),
        _ => throw ListFilters.Unknown(key),
    };

    private static PluginResource Resource(PluginInfo plugin) => new()
    {
        Name = plugin.Name,
        Address = plugin.Address,
        State = plugin.State switch
        {
            PluginState.Active => "active",
            PluginState.Failing => "failing",
            _ => "not activated",
        },
        Error = plugin.Error,
        Implements = plugin.Implements,
    };
}
