using System.Runtime.InteropServices;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;
using LibNetwork.Plugins.Calls;
using LibNetwork.Plugins.Http;
using LibNetwork.Plugins.Listening;
using LibNetwork.Plugins.Methods;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins;

/// <summary>Serves a driver as a Docker plugin. Any number of them in one process.</summary>
/// <remarks>Calls for one network reach the driver one after another, in the order in which they came; calls for different networks, and those of an
/// IPAM driver, at the same time. Whoever calls has his answer within <see cref="PluginOptions.CallTimeout"/>.</remarks>
public sealed class PluginServer : IAsyncDisposable
{
    // For a driver that was cancelled and undoes what it began.
    private static readonly TimeSpan CancelledCallsMayEnd = TimeSpan.FromSeconds(5);

    private readonly PluginOptions _options;
    private readonly OpenListener _listener;
    private readonly CallRunner _runner;
    private readonly WebServer _web;
    private readonly ILogger _logger;
    private int _stopped;

    private PluginServer(PluginOptions options, OpenListener listener, CallRunner runner, WebServer web, ILogger logger) =>
        (_options, _listener, _runner, _web, _logger) = (options, listener, runner, web, logger);

    /// <summary>Where clients reach it.</summary>
    public PluginAddress Address => _listener.Address;

    /// <summary>Calls that the driver has not ended.</summary>
    internal CallRunner Runner => _runner;

    /// <summary>Starts to serve.</summary>
    /// <param name="options">What, and where.</param>
    /// <param name="cancellationToken">Ends the start early.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: the options are wrong, and the text tells all that is wrong with them;
    /// <see cref="ErrorKind.Conflict"/>: somebody listens there.</exception>
    public static async ValueTask<PluginServer> StartAsync(PluginOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        PluginOptionsCheck.ThrowIfWrong(options);
        cancellationToken.ThrowIfCancellationRequested();

        var logger = options.LoggerFactory.CreateLogger("LibNetwork.Plugins." + options.Name);
        var listener = options.Listener.Open(options.Name);
        var runner = new CallRunner(options.CallTimeout, options.TimeProvider, logger);
        try
        {
            var application = new PluginApplication(options, Methods(options, logger), runner, logger);
            var web = await WebServer.StartAsync(options, listener, application, cancellationToken);
            logger.Serving(options.Name, Drivers(options), listener.Address.ToString());
            return new PluginServer(options, listener, runner, web, logger);
        }
        catch
        {
            listener.Withdraw();
            listener.Socket.Dispose();
            runner.Dispose();
            throw;
        }
    }

    /// <summary>Serves until SIGTERM, SIGINT or the token, then stops as <see cref="DisposeAsync"/> does. A second signal ends the process at once.</summary>
    /// <param name="options">What, and where.</param>
    /// <param name="cancellationToken">Stops it; that is no error.</param>
    /// <exception cref="NetworkException">As <see cref="StartAsync"/>.</exception>
    public static async Task RunAsync(PluginOptions options, CancellationToken cancellationToken = default)
    {
        var stop = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        await using var token = cancellationToken.Register(() => stop.TrySetResult());
        await using var server = await StartAsync(options, CancellationToken.None);
        await stop.Task;

        void OnSignal(PosixSignalContext context) => context.Cancel = stop.TrySetResult();
    }

    /// <summary>Stops: the socket or the file that leads to it is removed, nobody new is served, calls under way may end for
    /// <see cref="PluginOptions.StopTimeout"/>; then they are cancelled, and shortly after that left to themselves.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _stopped, 1) == 1)
        {
            return;
        }

        _logger.Stopping(_options.Name);
        Withdraw();
        _runner.StopAfter(_options.StopTimeout);
        await _web.StopAsync(_options.StopTimeout + CancelledCallsMayEnd);

        // Calls whose callers went away are not the web server's any more.
        if (!await _runner.EndedAsync(_options.StopTimeout + CancelledCallsMayEnd))
        {
            _logger.LeftUnderWay(_options.Name, _runner.UnderWay);
        }

        _runner.Dispose();
    }

    private void Withdraw()
    {
        try
        {
            _listener.Withdraw();
        }
        catch (Exception e) when (e is NetworkException or IOException or UnauthorizedAccessException)
        {
            _logger.NotWithdrawn(_options.Name, Address.ToString(), e.Message);
        }
    }

    private static List<Method> Methods(PluginOptions options, ILogger logger)
    {
        List<Method> methods = [ActivateMethod.Create(options.NetworkDriver, options.IpamDriver)];
        if (options.NetworkDriver is { } network)
        {
            var known = new KnownEndpoints();
            methods.AddRange(new NetworkMethods(network, options.Capability, known).All);
            methods.AddRange(new EndpointMethods(network, known, logger).All);
            methods.AddRange(new DiscoveryMethods(network).All);
            methods.AddRange(network is IExternalConnectivity external ? new ExternalConnectivityMethods(external).All : []);
        }

        methods.AddRange(options.IpamDriver is { } ipam ? new IpamMethods(ipam).All : []);
        return methods;
    }

    private static string Drivers(PluginOptions options) => (options.NetworkDriver, options.IpamDriver) switch
    {
        (not null, not null) => "a network and an IPAM driver",
        (not null, _) => "a network driver",
        _ => "an IPAM driver",
    };
}
