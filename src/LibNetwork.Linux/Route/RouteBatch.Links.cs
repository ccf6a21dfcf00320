using System.Net.NetworkInformation;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <content>Making and deleting links.</content>
public sealed partial class RouteBatch
{
    /// <summary>Makes a veth pair, its peer born in the namespace that is to have it.</summary>
    public RouteBatch AddVeth(in VethSpec spec)
    {
        BeginCall();
        BeginCreate(spec.Name, "veth", spec.Up);
        WriteCommon(spec.Address, spec.Mtu, spec.MasterIndex, spec.Group);
        WriteQueues(spec.Queues);
        var info = BeginInfo("veth");
        var data = _writer.BeginNested(LinkAttribute.InfoData);
        var peer = _writer.BeginNested(LinkAttribute.VethPeer);
        _writer.WriteHeader(default(LinkHeader));
        _writer.WriteString(LinkAttribute.Name, spec.PeerName);
        WriteMac(LinkAttribute.Address, spec.PeerAddress);
        WriteNumber(LinkAttribute.Mtu, spec.Mtu);
        WriteQueues(spec.Queues);
        WriteNamespace(spec.PeerNamespace);
        _writer.EndNested(peer);
        _writer.EndNested(data);
        _writer.EndNested(info);
        return EndCall();
    }

    /// <summary>Makes a bridge.</summary>
    public RouteBatch AddBridge(in BridgeSpec spec)
    {
        BeginCall();
        BeginCreate(spec.Name, "bridge", spec.Up);
        WriteCommon(spec.Address, spec.Mtu, 0, spec.Group);
        var info = BeginInfo("bridge");
        WriteBridgeSettings(spec.Settings);
        _writer.EndNested(info);
        return EndCall();
    }

    /// <summary>Makes a link of any kind.</summary>
    public RouteBatch AddLink(in LinkSpec spec)
    {
        BeginCall();
        BeginCreate(spec.Name, spec.Kind, spec.Up);
        WriteCommon(spec.Address, spec.Mtu, spec.MasterIndex, spec.Group);
        WriteNumber(LinkAttribute.Link, spec.ParentIndex);
        WriteNamespace(spec.Namespace);
        var info = BeginInfo(spec.Kind);
        if (spec.WriteData is not null)
        {
            var data = _writer.BeginNested(LinkAttribute.InfoData);
            spec.WriteData(_writer);
            _writer.EndNested(data);
        }

        _writer.EndNested(info);
        return EndCall();
    }

    /// <summary>Deletes a link, and a veth's peer with it. The kernel makes the sender wait some 10 ms.</summary>
    public RouteBatch DeleteLink(LinkReference link)
    {
        BeginCall();
        BeginLink(RouteMessageType.DeleteLink, NetlinkFlags.None, link, default, new Operation(OperationKind.DeleteLink, link));
        return EndCall();
    }

    /// <summary>Deletes every link of a group, which is much cheaper than one by one. An empty group is ENODEV.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The group is 0, in which all links are born.</exception>
    public RouteBatch DeleteLinkGroup(uint group)
    {
        ArgumentOutOfRangeException.ThrowIfZero(group);
        BeginCall();
        Begin(RouteMessageType.DeleteLink, NetlinkFlags.None, new Operation(OperationKind.DeleteGroup, Number: (int)group));
        _writer.WriteHeader(default(LinkHeader));
        _writer.WriteUInt32(LinkAttribute.Group, group);
        return EndCall();
    }

    private void BeginCreate(string name, string kind, bool up)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        Begin(
            RouteMessageType.NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive,
            new Operation(OperationKind.CreateLink, name, Detail: kind));
        var flags = up ? (uint)LinkFlags.Up : 0;
        _writer.WriteHeader(new LinkHeader { Flags = flags, Change = flags });
        _writer.WriteString(LinkAttribute.Name, name);
    }

    private int BeginInfo(string kind)
    {
        var info = _writer.BeginNested(LinkAttribute.LinkInfo);
        _writer.WriteString(LinkAttribute.InfoKind, kind);
        return info;
    }

    private void WriteCommon(PhysicalAddress? address, int mtu, int masterIndex, uint group)
    {
        WriteMac(LinkAttribute.Address, address);
        WriteNumber(LinkAttribute.Mtu, mtu);
        WriteNumber(LinkAttribute.Master, masterIndex);
        WriteNumber(LinkAttribute.Group, (int)group);
    }

    private void WriteQueues(int queues)
    {
        WriteNumber(LinkAttribute.TransmitQueues, queues);
        WriteNumber(LinkAttribute.ReceiveQueues, queues);
    }

    private void WriteNumber(ushort type, int value)
    {
        if (value != 0)
        {
            _writer.WriteUInt32(type, (uint)value);
        }
    }

    private void WriteNamespace(NetworkNamespace? target)
    {
        if (target is not null)
        {
            WriteDescriptor(LinkAttribute.NamespaceDescriptor, target.Handle);
        }
    }
}
