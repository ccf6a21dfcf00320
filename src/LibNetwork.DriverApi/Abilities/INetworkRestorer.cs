namespace LibNetwork.DriverApi;

/// <summary>Optional ability: adopts a network that exists from before the engine started, repairing what is missing.</summary>
/// <remarks>For drivers that keep no records of their own. A driver without it is told nothing: it is expected to remember.
/// Not in libnetwork, whose drivers each read the engine's store.</remarks>
public interface INetworkRestorer
{
    /// <summary>Called once per stored network, before any other call for it.</summary>
    ValueTask RestoreNetworkAsync(RestoredNetwork network, CancellationToken cancellationToken = default);

    /// <summary>Called once, when every stored network has been restored: what the driver holds beyond them has no owner.</summary>
    ValueTask RemoveOrphansAsync(CancellationToken cancellationToken = default);
}
