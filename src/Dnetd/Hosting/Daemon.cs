using System.Net;
using System.Net.Sockets;
using Dnetd.Endpoints;
using Dnetd.Events;
using Dnetd.Http;
using Dnetd.Networks;
using Dnetd.Nodes;
using Dnetd.Options;
using Dnetd.Plugins;
using Dnetd.Sandboxes;
using Dnetd.Status;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Console;

namespace Dnetd.Hosting;

/// <summary>The daemon from start to end: the one place where the engine, the routes and the sockets are put together.</summary>
internal static class Daemon
{
    private static readonly TimeSpan RequestsMayFinish = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Runs until SIGTERM or SIGINT:
    /// 1. the sockets are looked at, so that a daemon that cannot listen touches nothing; 2. the engine starts, which keeps a second daemon
    /// off the same roots; 3. requests are answered, those of a Docker Engine too; 4. requests under way finish; 5. the engine lets go of what
    /// it made, which lives on.
    /// </summary>
    /// <returns>The exit code.</returns>
    internal static async Task<int> RunAsync(DaemonOptions options)
    {
        using var logs = LoggerFactory.Create(logging => Logging(logging, options));
        var logger = logs.CreateLogger("dnetd");
        try
        {
            foreach (var path in options.Hosts.Select(host => host.SocketPath).OfType<string>())
            {
                ListenSockets.EnsureFree(path);
            }

            DockerPlugins.EnsureFree(options);
            await using var controller = await StartEngineAsync(options, logs);
            foreach (var line in controller.StartReport)
            {
                logger.StartReport(line);
            }

            using var pid = new PidFile(options.ExecRoot);
            await using var plugins = await DockerPlugins.StartAsync(options, controller, logs);
            await using var externalKeys = ExternalKeySocket.Start(options.ExecRoot, controller, logger);
            using var sockets = new ListenSockets();
            await using var app = BuildApp(options, controller, sockets, logger);
            app.Lifetime.ApplicationStopping.Register(sockets.Dispose);
            await app.StartAsync();
            foreach (var open in options.Hosts.Where(IsOpen))
            {
                logger.OpenToTheNetwork(open.ToString());
            }

            logger.Listening(string.Join(", ", options.Hosts), controller.InstanceId);
            _ = GiveMemoryBackAsync();
            await app.WaitForShutdownAsync();
            logger.Stopping();
            return DaemonExitCode.Success;
        }
        catch (UnauthorizedAccessException e)
        {
            logger.CannotStart($"{e.Message} Run dnetd as root.");
            return DaemonExitCode.Failure;
        }
        catch (Exception e) when (e is DaemonException or NetworkException or IOException or SocketException)
        {
            logger.CannotStart(e.Message);
            return DaemonExitCode.Failure;
        }
    }

    /// <summary>Starting leaves more garbage behind than a day of idling: its pages go back to the machine, once the first requests are answered.</summary>
    private static async Task GiveMemoryBackAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive);
    }

    private static bool IsOpen(DaemonAddress host) =>
        host.SocketPath is null && host.HostName != "localhost" && !(IPAddress.TryParse(host.HostName, out var address) && IPAddress.IsLoopback(address));

    private static async Task<NetworkController> StartEngineAsync(DaemonOptions options, ILoggerFactory logs)
    {
        try
        {
            return await NetworkController.StartAsync(new NetworkControllerOptions
            {
                DataRoot = options.DataRoot,
                ExecRoot = options.ExecRoot,
                NamespacePoolSize = options.NamespacePool,
                EnableIPForwarding = options.IPForward,
                AllowDirectRouting = options.AllowDirectRouting,
                BridgeAcceptMark = options.BridgeAcceptMark,
                EnableGatewayNetworks = options.GatewayNetworks,
                DefaultAddressPools = options.DefaultAddressPools,
                DefaultNetworkOptions = options.DefaultNetworkOptions,
                PredefinedNetworks = options.PredefinedNetworks ? Predefined(options) : null,
                PluginDirectories = options.PluginDirectories,
                PluginCallTimeout = options.PluginTimeout,
                NodeDiscovery = options.NodeDiscovery,
                LoggerFactory = logs,
            });
        }
        catch (NetworkException e) when (e.Kind == ErrorKind.Conflict)
        {
            throw new DaemonException($"{e.Message}{PidFile.Owner(options.ExecRoot)}; stop it, or give this daemon another --data-root and --exec-root");
        }
    }

    private static PredefinedNetworkOptions Predefined(DaemonOptions options) => new()
    {
        Bridge = options.Bridge == "none" ? "" : options.Bridge,
        BridgePools = options.BridgeAddress.Length == 0 ? [] :
        [
            new IpamPoolConfig
            {
                Subnet = CidrAddress.Parse(options.BridgeAddress).Network.ToString(),
                Gateway = CidrAddress.Parse(options.BridgeAddress).Address.ToString(),
                IPRange = options.BridgeRange,
            },
        ],
    };

    private static WebApplication BuildApp(DaemonOptions options, NetworkController controller, ListenSockets listening, ILogger logger)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = "/" });
        builder.Services.AddRoutingCore();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = RequestsMayFinish);
        builder.Logging.Services.AddLogging(logging => Logging(logging, options));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonBody.MaxBytes;
            foreach (var host in options.Hosts)
            {
                Listen(kestrel, host);
            }
        });
        builder.WebHost.UseSockets(sockets => sockets.CreateBoundListenSocket = listening.Bind);

        var app = builder.Build();
        app.Use(next => context => AnswerHeaders.InvokeAsync(context, next));
        app.Use(next => new ErrorAnswers(next, logger).InvokeAsync);
        app.Use(next => context => ApiVersionPrefix.InvokeAsync(context, next));
        app.UseRouting();
        new StatusRoutes(controller, options).Map(app);
        new DoctorRoutes(controller).Map(app);
        new NetworkRoutes(controller).Map(app);
        new SandboxRoutes(controller).Map(app);
        new EndpointRoutes(controller).Map(app);
        new PluginRoutes(controller).Map(app);
        new EventRoutes(controller, app.Lifetime.ApplicationStopping).Map(app);
        new NodeRoutes(controller).Map(app);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, DaemonAddress host)
    {
        if (host.SocketPath is { } path)
        {
            kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http1);
        }
        else
        {
            foreach (var address in Dns.GetHostAddresses(host.HostName))
            {
                kestrel.Listen(address, host.Port, listen => listen.Protocols = HttpProtocols.Http1);
            }
        }
    }

    private static void Logging(ILoggingBuilder logging, DaemonOptions options)
    {
        logging.SetMinimumLevel(options.LogLevel);
        // The web server says the same in ten lines; who traces wants them.
        logging.AddFilter("Microsoft", options.LogLevel == LogLevel.Trace ? LogLevel.Information : LogLevel.Warning);
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
