using System.Net.NetworkInformation;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>A link of any kind to make. What is null or 0 is left to the kernel.</summary>
public readonly struct LinkSpec
{
    /// <summary>Makes a specification of nothing but the name, 1–15 bytes, and the kind, such as <c>vxlan</c>.</summary>
    public LinkSpec(string name, string kind) => (Name, Kind) = (name, kind);

    /// <summary>The link's name.</summary>
    public string Name { get; }

    /// <summary>The link's kind, as <c>ip link add type</c> has it.</summary>
    public string Kind { get; }

    /// <summary>The MAC address.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>The MTU, in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>The index of the link beneath it, such as a macvlan's parent.</summary>
    public int ParentIndex { get; init; }

    /// <summary>The index of the link it becomes a port of.</summary>
    public int MasterIndex { get; init; }

    /// <summary>The group.</summary>
    public uint Group { get; init; }

    /// <summary>The namespace it is born in.</summary>
    public NetworkNamespace? Namespace { get; init; }

    /// <summary>Whether it is switched on at once.</summary>
    public bool Up { get; init; }

    /// <summary>Writes the attributes of the kind (<c>IFLA_INFO_DATA</c>).</summary>
    public Action<MessageWriter>? WriteData { get; init; }
}
