using System.Collections.Concurrent;
using LibNetwork.DriverApi;

namespace LibNetwork.Plugins.Methods;

/// <summary>What this process was told of endpoints, since Docker tells each thing once (B-058). After a restart nothing is known.</summary>
internal sealed class KnownEndpoints
{
    private readonly ConcurrentDictionary<string, ConcurrentDictionary<string, DriverOptions>> _networks = new(StringComparer.Ordinal);

    /// <summary>The options an endpoint was created with; none when that is not known.</summary>
    internal DriverOptions this[string networkId, string endpointId] =>
        _networks.TryGetValue(networkId, out var endpoints) && endpoints.TryGetValue(endpointId, out var options) ? options : DriverOptions.Empty;

    internal int Count => _networks.Values.Sum(endpoints => endpoints.Count);

    // Calls for one network come one after another: nobody forgets the network meanwhile.
    internal void Remember(string networkId, string endpointId, DriverOptions options) =>
        _networks.GetOrAdd(networkId, _ => new(StringComparer.Ordinal))[endpointId] = options;

    internal void Forget(string networkId, string endpointId)
    {
        if (_networks.TryGetValue(networkId, out var endpoints) && endpoints.TryRemove(endpointId, out _) && endpoints.IsEmpty)
        {
            Forget(networkId);
        }
    }

    internal void Forget(string networkId) => _networks.TryRemove(networkId, out _);
}
