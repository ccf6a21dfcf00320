using LibNetwork.DriverApi;
using LibNetwork.Reconciliation;
using LibNetwork.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Serving;

/// <summary>The serving half of an engine on a <see cref="Machine"/>, from its start to its death.</summary>
internal sealed class ServingProcess
{
    private ServingProcess(Machine machine, INetworkDriver? driver)
    {
        Kernel = new KernelDriver(machine);
        Served = new ServedNetworks(new ServedRecords(machine.Disk), TimeProvider.System, machine.BootId, NullLogger.Instance);
        Drivers = new DriverRegistry();
        Drivers.RegisterDriver("fake", driver ?? Kernel, new Capability(Scope.Local));
        Driver = ServedDriver.Of(Served, driver ?? Kernel);
    }

    public KernelDriver Kernel { get; }

    public ServedNetworks Served { get; }

    /// <summary>The driver as the other engine sees it.</summary>
    public INetworkDriver Driver { get; }

    public IExternalConnectivity Connectivity => (IExternalConnectivity)Driver;

    public List<string> Findings { get; } = [];

    private DriverRegistry Drivers { get; }

    /// <summary>Starts a process, in the order in which the engine does.</summary>
    public static Task<ServingProcess> StartAsync(Machine machine, INetworkDriver? driver = null)
    {
        machine.Restart();
        return StartKillableAsync(machine, driver);
    }

    /// <summary>Starts a process that is killed when the machine says so.</summary>
    public static async Task<ServingProcess> StartKillableAsync(Machine machine, INetworkDriver? driver = null)
    {
        var process = new ServingProcess(machine, driver);
        var stored = new StoredObjects();
        process.Findings.AddRange(stored.Read(machine.Disk));
        if (stored.Damaged.Count > 0)
        {
            machine.Disk.Commit([.. stored.Damaged], durable: false);
        }

        var restorer = new ServedRestorer(process.Served, process.Drivers, process.Findings.Add);
        restorer.TakeUp(stored.ServedNetworks, stored.ServedEndpoints);
        await restorer.AdoptAsync(CancellationToken.None);
        if ((driver ?? process.Kernel) is INetworkRestorer orphans)
        {
            await orphans.RemoveOrphansAsync();
        }

        await restorer.FinishAsync();
        return process;
    }
}
