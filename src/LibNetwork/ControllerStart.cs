using System.Net;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;
using LibNetwork.Ipam;
using LibNetwork.Linux;
using LibNetwork.Linux.Namespaces;
using LibNetwork.PluginClient;
using LibNetwork.PluginProtocol;
using LibNetwork.Reconciliation;
using LibNetwork.Sandboxing;
using LibNetwork.Serving;
using LibNetwork.Store;
using Microsoft.Extensions.Logging;

namespace LibNetwork;

/// <summary>How a controller starts and stops.</summary>
internal static class ControllerStart
{
    /// <summary>
    /// Starts: 1. options are checked; 2. directories and store are opened, which keeps a second process out; 3. sockets are opened in the
    /// host namespace; 4. drivers register; 5. what is stored and what the kernel holds are made to agree; 6. what needs a plugin for that is
    /// done in the background, so that one that is away delays nothing; 7. predefined networks that are missing are made.
    /// </summary>
    internal static async ValueTask<NetworkController> RunAsync(NetworkControllerOptions options, CancellationToken cancellationToken)
    {
        Validate(options);
        var logger = options.LoggerFactory.CreateLogger<NetworkController>();
        var open = new Stack<Func<ValueTask>>();
        try
        {
            var namespaceRoot = Path.Combine(options.ExecRoot, "netns");
            Directory.CreateDirectory(namespaceRoot);
            var hold = HoldExecRoot(options.ExecRoot);
            open.Push(() => DisposeAsync(hold));
            var file = OpenStore(options, logger);
            var store = new SettlingStore(options.WrapStore?.Invoke(file) ?? file, logger);
            open.Push(() => DisposeAsync(store));
            var host = options.HostNamespace ?? NetworkNamespace.Current();
            if (options.HostNamespace is null)
            {
                open.Push(() => DisposeAsync(host));
            }

            var socket = await host.OpenRouteSocketAsync(cancellationToken);
            open.Push(() => DisposeAsync(socket));
            var pool = new NamespacePool(namespaceRoot, options.NamespacePoolSize, socket, host, logger);
            open.Push(pool.DisposeAsync);
            var served = new ServedRecords(store);
            var bootId = BootId.Read();
            var plugins = new PluginRegistry(options.PluginDirectories, options.PluginCallTimeout, options.TimeProvider,
                options.LoggerFactory.CreateLogger<Plugin>());
            open.Push(() => DisposeAsync(plugins));
            var context = new ControllerContext(options.EnableGatewayNetworks)
            {
                InstanceId = InstanceId.Of(options.DataRoot ?? options.ExecRoot),
                NamespaceRoot = namespaceRoot,
                HostNamespace = host,
                HostSocket = socket,
                HostNetworks = token => HostNetworks.ListAsync(socket, token),
                Namespaces = pool,
                Plugins = plugins,
                Announcer = new AddressAnnouncer(socket, options.TimeProvider, logger),
                Store = store,
                Logger = logger,
                Clock = options.TimeProvider,
                Events = new EngineEvents(options.TimeProvider),
                DefaultNetworkOptions = options.DefaultNetworkOptions,
                HasPredefinedNetworks = options.PredefinedNetworks is not null,
                ServedNetworks = new ServedNetworks(served, options.TimeProvider, bootId, logger),
            };
            open.Push(await BuiltIn.RegisterAsync(context, options, cancellationToken));
            context.ServedIpam = new ServedIpamDriver((await context.Ipams.GetAsync(DefaultIpamDriver.Name, cancellationToken)).Driver, served, options.TimeProvider, bootId,
                context.HostNetworks, logger);
            foreach (var register in options.Drivers)
            {
                register(context.Drivers);
            }

            var later = new DeferredWork(context);
            List<string> report = [.. await new Restorer(context, later).RunAsync(cancellationToken)];
            open.Push(() => LetGoAsync(context, removeAll: options.DataRoot is null));
            if (options.PredefinedNetworks is { } predefined)
            {
                await new PredefinedNetworks(predefined).EnsureAsync(context, report.Add, cancellationToken);
            }

            later.Start();
            open.Push(later.DisposeAsync);
            open.Push(() =>
            {
                context.Events.Hub.End();
                return ValueTask.CompletedTask;
            });
            context.NodeDiscovery = StartDiscovery(context, options);
            open.Push(() => context.NodeDiscovery?.DisposeAsync() ?? ValueTask.CompletedTask);
            return new NetworkController(context, report, () => CloseAsync(open));
        }
        catch (KernelException refused)
        {
            await CloseAsync(open);
            throw new NetworkException(ErrorKind.Internal, $"controller cannot start: {refused.Message}", refused);
        }
        catch
        {
            await CloseAsync(open);
            throw;
        }
    }

    /// <summary>From here on, each driver that is there, registers or is started anew is told the nodes.</summary>
    private static NodeDiscovery? StartDiscovery(ControllerContext context, NetworkControllerOptions options)
    {
        if (options.NodeDiscovery is not { } wanted)
        {
            return null;
        }

        var discovery = new NodeDiscovery(wanted, LocalAddressesAsync, options.PluginCallTimeout, context.Clock, options.LoggerFactory.CreateLogger<NodeDiscovery>());
        context.Drivers.Registered = Tell;
        context.Plugins.Activated = plugin =>
        {
            if (plugin.Implements.Contains(PluginMethod.NetworkToken, StringComparer.Ordinal))
            {
                Tell(plugin.Name);
            }
        };
        foreach (var type in context.Drivers.Types)
        {
            Tell(type);
        }

        discovery.Start();
        return discovery;

        async ValueTask<IReadOnlyCollection<IPAddress>> LocalAddressesAsync(CancellationToken token) =>
            [.. (await context.HostSocket.GetAddressesAsync(cancellationToken: token)).Select(info => info.Address)];

        void Tell(string type) => discovery.Tell(type, async token => (await context.Drivers.GetAsync(type, token)).Driver);
    }

    private static void Validate(NetworkControllerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = new ValidationErrors("invalid controller options:");
        errors.AddIf(options.NamespacePoolSize is < 0 or > 256, $"namespace pool size {options.NamespacePoolSize} is outside 0–256");
        errors.AddIf(options.PluginCallTimeout <= TimeSpan.Zero || options.PluginCallTimeout > TimeSpan.FromHours(1),
            $"plugin call timeout {options.PluginCallTimeout} is outside 0–1 h");
        errors.AddIf(!Path.IsPathFullyQualified(options.ExecRoot), $"exec root {options.ExecRoot} is not an absolute path");
        errors.AddIf(options.DataRoot is { } data && !Path.IsPathFullyQualified(data), $"data root {options.DataRoot} is not an absolute path");
        foreach (var wrong in options.PredefinedNetworks?.Validate() ?? [])
        {
            errors.Add(wrong);
        }

        errors.AddIf(options.NodeDiscovery is { } discovery && (discovery.LeaveDelay < TimeSpan.Zero || discovery.LeaveDelay > TimeSpan.FromHours(1)),
            $"node discovery: leave delay {options.NodeDiscovery?.LeaveDelay} is outside 0–1 h");
        foreach (var pool in options.DefaultAddressPools)
        {
            var bits = pool.Base.IsV6 ? 128 : 32;
            errors.AddIf(pool.Size < pool.Base.PrefixLength || pool.Size > bits,
                $"default address pool {pool.Base}: size {pool.Size} is outside {pool.Base.PrefixLength}–{bits}");
        }

        errors.ThrowIfAny();
    }

    /// <summary>Keeps other processes out of the directory for as long as the stream is open; a crash lets go of it.</summary>
    private static FileStream HoldExecRoot(string execRoot)
    {
        try
        {
            return new FileStream(Path.Combine(execRoot, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException held)
        {
            throw new NetworkException(ErrorKind.Conflict, $"exec root {execRoot} is in use by another process", held);
        }
    }

    private static IRecordStore OpenStore(NetworkControllerOptions options, ILogger logger) =>
        options.DataRoot is { } dataRoot ? FileRecordStore.Open(Path.Combine(dataRoot, "dnet.db"), options.ExecRoot, logger) : new NoStore();

    private static async ValueTask LetGoAsync(ControllerContext context, bool removeAll)
    {
        await context.Announcer.DisposeAsync();
        foreach (var sandbox in context.Sandboxes.All)
        {
            if (removeAll)
            {
                await context.Logger.GoOnAsync($"sandbox {sandbox.Name}: deleting", () => sandbox.DeleteAsync(CancellationToken.None));
            }
            else
            {
                sandbox.Namespace?.Close();
            }
        }

        foreach (var network in removeAll ? context.Networks.All : [])
        {
            foreach (var endpoint in network.Endpoints)
            {
                await context.Logger.GoOnAsync($"endpoint {endpoint.Name}: deleting", () => endpoint.DeleteAsync(force: true, CancellationToken.None));
            }

            if (NetworkLifecycle.NeedsPools(network.Driver)) // those of host and null are nothing that could be left behind
            {
                await context.Logger.GoOnAsync($"network {network.Name}: deleting",
                    () => NetworkLifecycle.DeleteAsync(network, force: false, CancellationToken.None));
            }
        }

        if (removeAll)
        {
            await context.ServedNetworks.DeleteAllAsync();
        }
    }

    private static async ValueTask CloseAsync(Stack<Func<ValueTask>> open)
    {
        while (open.TryPop(out var close))
        {
            await close();
        }
    }

    private static ValueTask DisposeAsync(IDisposable disposable)
    {
        disposable.Dispose();
        return ValueTask.CompletedTask;
    }
}
