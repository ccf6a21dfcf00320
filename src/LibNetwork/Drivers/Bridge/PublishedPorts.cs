using System.Collections;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Ports that a sandbox wants to be reached at from outside (D-050).</summary>
internal static class PublishedPorts
{
    /// <summary>Refuses ports that are to be published: silently they would not be.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.NotImplemented"/>: there are some.</exception>
    public static void Refuse(DriverOptions sandboxOptions)
    {
        if (sandboxOptions.TryGet<IEnumerable>(NetLabel.PortMap, out var ports) && ports.GetEnumerator().MoveNext())
        {
            throw new NetworkException(ErrorKind.NotImplemented, $"{NetLabel.PortMap}: publishing ports is not implemented yet");
        }
    }
}
