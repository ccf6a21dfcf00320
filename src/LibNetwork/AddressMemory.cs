using LibNetwork.Store;

namespace LibNetwork;

/// <summary>Which addresses the deleted endpoints of a network had, by name: who comes back has them again, unless somebody needs them more.</summary>
/// <remarks>Constant time: one look-up by name, one removal at either end. The network's lock is held by whoever calls.</remarks>
internal sealed class AddressMemory
{
    /// <summary>How many deleted endpoints a network remembers; the one that left first is forgotten first.</summary>
    internal const int Capacity = 256;

    private readonly Dictionary<string, LinkedListNode<EndpointRecord>> _byName = new(StringComparer.Ordinal);
    private readonly LinkedList<EndpointRecord> _byAge = new();

    /// <summary>The ids of the records that are remembered.</summary>
    internal IEnumerable<string> Ids => _byAge.Select(former => former.Id);

    /// <summary>Whom a new endpoint of that name may be; null when nobody is remembered.</summary>
    internal EndpointRecord? Find(string name) => _byName.TryGetValue(name, out var node) ? node.Value : null;

    /// <summary>Remembers an endpoint; answers those that are forgotten for it.</summary>
    internal IReadOnlyList<EndpointRecord> Remember(EndpointRecord former)
    {
        var forgotten = new List<EndpointRecord>(1);
        if (Forget(former.Config.Name) is { } same)
        {
            forgotten.Add(same);
        }

        if (_byAge.Count == Capacity)
        {
            forgotten.Add(Forget(_byAge.First!.Value.Config.Name)!);
        }

        _byName[former.Config.Name] = _byAge.AddLast(former);
        return forgotten;
    }

    /// <summary>Forgets an endpoint; answers it, or null when nobody of that name was remembered.</summary>
    internal EndpointRecord? Forget(string name)
    {
        if (!_byName.Remove(name, out var node))
        {
            return null;
        }

        _byAge.Remove(node);
        return node.Value;
    }

    /// <summary>Whether an endpoint that is asked for is the one that is remembered: a MAC address, if it has one, says so too.</summary>
    internal static bool IsSame(EndpointConfig wanted, EndpointRecord former) =>
        wanted.MacAddress is not { } mac || mac.Equals(former.MacAddress);
}
