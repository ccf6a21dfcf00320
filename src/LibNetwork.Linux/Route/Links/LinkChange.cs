using System.Net.NetworkInformation;
using LibNetwork.Linux.Namespaces;

namespace LibNetwork.Linux.Route;

/// <summary>What to change of a link, in one message. Null leaves a property as it is.</summary>
public readonly struct LinkChange
{
    /// <summary>Switches the link on or off.</summary>
    public bool? Up { get; init; }

    /// <summary>The new name, 1–15 bytes.</summary>
    public string? Name { get; init; }

    /// <summary>The new MAC address.</summary>
    public PhysicalAddress? Address { get; init; }

    /// <summary>The new MTU, in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>The index of the link it becomes a port of; 0 takes it away from its present one.</summary>
    public int? MasterIndex { get; init; }

    /// <summary>The new group.</summary>
    public uint? Group { get; init; }

    /// <summary>The new alias, up to 255 bytes; empty takes it away.</summary>
    public string? Alias { get; init; }

    /// <summary>The namespace it moves to.</summary>
    public NetworkNamespace? Namespace { get; init; }

    /// <summary>How IPv6 link-local addresses are made.</summary>
    public AddressGenerationMode? AddressGenerationMode { get; init; }

    /// <summary>Whether it takes every frame.</summary>
    public bool? Promiscuous { get; init; }

    /// <summary>Whether it takes every multicast frame.</summary>
    public bool? AllMulticast { get; init; }

    /// <summary>Whether it resolves addresses with ARP.</summary>
    public bool? Arp { get; init; }

    /// <summary>The length of its transmit queue, in packets.</summary>
    public int? TransmitQueueLength { get; init; }

    /// <summary>The link's settings as a port of a bridge.</summary>
    public BridgePortSettings BridgePort { get; init; }
}
