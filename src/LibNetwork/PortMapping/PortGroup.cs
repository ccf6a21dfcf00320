using System.Net;

namespace LibNetwork.PortMapping;

/// <summary>Wanted ports that differ in nothing but the host address: they get the same host port (F-072).</summary>
internal sealed class PortGroup
{
    private readonly List<int> _members = [];

    private PortGroup(WantedPort kind) => Kind = kind;

    /// <summary>What its members have in common.</summary>
    public WantedPort Kind { get; }

    /// <summary>The places of its members in what is wanted.</summary>
    public IReadOnlyList<int> Members => _members;

    /// <summary>The groups, those first that have the least choice: one port, a range, any.</summary>
    /// <remarks>Ports whose host addresses overlap cannot have one host port: each belongs to a group of its own.</remarks>
    public static IEnumerable<PortGroup> Of(IReadOnlyList<WantedPort> wanted)
    {
        var groups = new List<PortGroup>();
        var byKind = new Dictionary<WantedPort, List<PortGroup>>();
        for (var i = 0; i < wanted.Count; i++)
        {
            var kind = wanted[i] with { HostAddress = IPAddress.None, Address = IPAddress.None };
            if (!byKind.TryGetValue(kind, out var alike))
            {
                byKind.Add(kind, alike = []);
            }

            var group = alike.Find(group => group._members.TrueForAll(member => !HostAddress.Overlap(wanted[member].HostAddress, wanted[i].HostAddress)));
            if (group is null)
            {
                group = new PortGroup(kind);
                alike.Add(group);
                groups.Add(group);
            }

            group._members.Add(i);
        }

        return groups.OrderBy(group => group.Kind.Choice);
    }
}
