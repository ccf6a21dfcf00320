using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Route;
using LibNetwork.Plugins;
using Microsoft.Extensions.Logging;
using RoutedDriver;

// routed [NAME]: serves the driver to Docker under NAME until it is told to end.
var name = args.FirstOrDefault() ?? "routed";
using var logs = LoggerFactory.Create(logging => logging.AddSimpleConsole());
using var host = NetworkNamespace.Current();
using RouteSocket links = await host.OpenRouteSocketAsync();
await PluginServer.RunAsync(new PluginOptions
{
    Name = name,
    NetworkDriver = new RoutedNetworkDriver(name, links, new NetworkFiles($"/run/{name}")),
    LoggerFactory = logs,
});
