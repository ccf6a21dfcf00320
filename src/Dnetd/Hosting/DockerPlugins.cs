using Dnetd.Options;
using LibNetwork;
using LibNetwork.DriverApi;
using LibNetwork.Plugins;
using LibNetwork.Plugins.Listening;

namespace Dnetd.Hosting;

/// <summary>The plugins through which a Docker Engine uses this daemon's drivers.</summary>
internal sealed class DockerPlugins : IAsyncDisposable
{
    private readonly List<PluginServer> _servers = [];

    private DockerPlugins()
    {
    }

    /// <summary>Looks whether every socket can be had; changes nothing.</summary>
    /// <exception cref="DaemonException">One cannot.</exception>
    internal static void EnsureFree(DaemonOptions options)
    {
        foreach (var plugin in options.DockerPlugins.Where(_ => Directory.Exists(options.DockerPluginDirectory)))
        {
            try
            {
                UnixListenSocket.EnsureFree(SocketOf(options, plugin));
            }
            catch (NetworkException e)
            {
                throw new DaemonException($"docker plugin {plugin.Name}: {e.Message}");
            }
        }
    }

    /// <summary>Starts to serve: all of them or none.</summary>
    /// <exception cref="DaemonException">A driver does not exist, or cannot be served.</exception>
    /// <exception cref="NetworkException">A socket cannot be had.</exception>
    internal static async Task<DockerPlugins> StartAsync(DaemonOptions options, NetworkController controller, ILoggerFactory logs)
    {
        EnsureServable(options, controller);
        var logger = logs.CreateLogger("dnetd");
        var plugins = new DockerPlugins();
        try
        {
            foreach (var plugin in options.DockerPlugins)
            {
                plugins._servers.Add(await ServeAsync(options, plugin, controller, logs));
                logger.ServingDocker(plugin.Name, Drivers(plugin),
                    controller.ServedNetworks.Count(network => network.Driver == plugin.Driver));
            }

            return plugins;
        }
        catch
        {
            await plugins.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops them all; calls under way may end first.</summary>
    public async ValueTask DisposeAsync() => await Task.WhenAll(_servers.Select(server => server.DisposeAsync().AsTask()));

    private static async Task<PluginServer> ServeAsync(DaemonOptions options, DockerPlugin plugin, NetworkController controller, ILoggerFactory logs)
    {
        var (driver, capability) = plugin.Driver is { } type ? controller.GetServedDriver(type) : (null, new Capability(Scope.Local));
        return await PluginServer.StartAsync(new PluginOptions
        {
            Name = plugin.Name,
            NetworkDriver = driver,
            Capability = capability,
            IpamDriver = plugin.Ipam ? controller.ServedIpamDriver : null,
            Listener = PluginListener.UnixSocket(SocketOf(options, plugin)),
            LoggerFactory = logs,
        });
    }

    private static void EnsureServable(DaemonOptions options, NetworkController controller)
    {
        var there = controller.ServableDriverTypes;
        var missing = options.DockerPlugins.Select(plugin => plugin.Driver).OfType<string>().Except(there, StringComparer.Ordinal).ToList();
        if (missing.Count > 0)
        {
            throw new DaemonException($"docker plugin: no driver {string.Join(", ", missing)} can be served to Docker; "
                + $"there are {string.Join(", ", there.Append(DockerPluginParser.Ipam))}");
        }
    }

    private static string SocketOf(DaemonOptions options, DockerPlugin plugin) => Path.Combine(options.DockerPluginDirectory, $"{plugin.Name}.sock");

    private static string Drivers(DockerPlugin plugin) => plugin switch
    {
        { Driver: { } type, Ipam: true } => $"{type} and {DockerPluginParser.Ipam}",
        { Driver: { } type } => type,
        _ => DockerPluginParser.Ipam,
    };
}
