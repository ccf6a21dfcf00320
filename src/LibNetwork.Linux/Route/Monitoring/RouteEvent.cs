namespace LibNetwork.Linux.Route;

/// <summary>Something that changed in a namespace: a <see cref="LinkEvent"/>, <see cref="AddressEvent"/>,
/// <see cref="RouteTableEvent"/>, <see cref="NeighbourEvent"/> or <see cref="OverrunEvent"/>.</summary>
public abstract record RouteEvent
{
    private protected RouteEvent()
    {
    }
}
