namespace LibNetwork.DriverApi;

/// <summary>Optional ability: compares what there should be on the host with what there is, while networks are in use.</summary>
/// <remarks>What is as it should be is not touched: connections through it go on. Not in libnetwork, whose drivers look at their start alone.</remarks>
public interface INetworkInspector
{
    /// <summary>Compares the host's side of a network. Never overlaps another call for that network.</summary>
    /// <param name="networkId">The network; one the driver does not know has no findings.</param>
    /// <param name="repair">Whether what can be repaired is repaired.</param>
    /// <param name="cancellationToken">Ends the call early; what was repaired by then stays so.</param>
    ValueTask<IReadOnlyList<Finding>> InspectNetworkAsync(string networkId, bool repair, CancellationToken cancellationToken = default);

    /// <summary>Compares what belongs to no one network: leftovers under the driver's marks, the packet filter, settings of the host.</summary>
    /// <param name="repair">Whether what can be repaired is repaired. What is not the driver's own is only told.</param>
    /// <param name="cancellationToken">Ends the call early; what was repaired by then stays so.</param>
    ValueTask<IReadOnlyList<Finding>> InspectHostAsync(bool repair, CancellationToken cancellationToken = default);
}
