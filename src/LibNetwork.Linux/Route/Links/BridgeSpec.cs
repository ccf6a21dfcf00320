using System.Net.NetworkInformation;

namespace LibNetwork.Linux.Route;

/// <summary>A bridge to make. What is null is left to the kernel.</summary>
public readonly struct BridgeSpec
{
    /// <summary>Makes a specification of nothing but the name, 1–15 bytes.</summary>
    public BridgeSpec(string name) => Name = name;

    /// <summary>The bridge's name.</summary>
    public string Name { get; }

    /// <summary>The MAC address. Default: the lowest of the ports', changing with them.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>The MTU in bytes, 68–65,535. Default (0): 1,500, then the smallest of the ports'. One that is set stays.</summary>
    public int Mtu { get; init; }

    /// <summary>Whether it is switched on at once. Default: false.</summary>
    public bool Up { get; init; }

    /// <summary>The group. Default: 0.</summary>
    public uint Group { get; init; }

    /// <summary>The bridge's own settings.</summary>
    public BridgeSettings Settings { get; init; }
}
