namespace LibNetwork.Serving;

/// <summary>A network whose lock is held.</summary>
internal readonly struct ServedNetworkHolder(ServedNetwork network, AsyncLock.Holder held) : IDisposable
{
    public ServedNetwork Network { get; } = network;

    public void Dispose() => held.Dispose();
}
