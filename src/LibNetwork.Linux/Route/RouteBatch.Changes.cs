using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <content>Changing links.</content>
public sealed partial class RouteBatch
{
    /// <summary>Changes a link. What must come first (its bridge, its address generation) goes in messages of its own.</summary>
    /// <param name="link">The link; by name also one that an earlier message of the batch makes.</param>
    /// <param name="change">What to change.</param>
    public RouteBatch SetLink(LinkReference link, in LinkChange change)
    {
        BeginCall();

        // The kernel switches a link on before it reads how to make its IPv6 address, and sets up a port before it has a bridge.
        if (change.AddressGenerationMode is { } mode)
        {
            BeginChange(link, new Operation(OperationKind.SetAddressGeneration, link));
            WriteAddressGeneration(mode);
        }

        var attachFirst = change.MasterIndex is not null && !change.BridgePort.IsEmpty;
        if (attachFirst)
        {
            BeginChange(link, new Operation(OperationKind.Attach, link));
            _writer.WriteUInt32(LinkAttribute.Master, (uint)change.MasterIndex!.Value);
        }

        var flags = Flags(change);
        if (flags != default || HasProperties(change) || (change.MasterIndex is not null && !attachFirst))
        {
            BeginLink(RouteMessageType.NewLink, NetlinkFlags.None, link, flags, new Operation(Kind(change), link));
            WriteProperties(change);
            if (change.MasterIndex is { } master && !attachFirst)
            {
                _writer.WriteUInt32(LinkAttribute.Master, (uint)master);
            }
        }

        return EndCall();
    }

    /// <summary>Switches a link on.</summary>
    public RouteBatch SetUp(LinkReference link) => SetLink(link, new LinkChange { Up = true });

    /// <summary>Switches a link off.</summary>
    public RouteBatch SetDown(LinkReference link) => SetLink(link, new LinkChange { Up = false });

    /// <summary>Sets up a link as a port of its bridge.</summary>
    public RouteBatch SetBridgePort(LinkReference link, in BridgePortSettings settings) =>
        SetLink(link, new LinkChange { BridgePort = settings });

    /// <summary>Changes a bridge's settings.</summary>
    public RouteBatch SetBridge(LinkReference bridge, in BridgeSettings settings)
    {
        BeginCall();
        BeginChange(bridge, new Operation(OperationKind.SetBridge, bridge));
        var info = BeginInfo("bridge");
        WriteBridgeSettings(settings);
        _writer.EndNested(info);
        return EndCall();
    }

    /// <summary>Gives a link one more name, up to 127 bytes.</summary>
    public RouteBatch AddAlternativeName(LinkReference link, string name) =>
        ChangeAlternativeName(RouteMessageType.NewLinkProperty, NetlinkFlags.Create | NetlinkFlags.Exclusive, OperationKind.AddName, link, name);

    /// <summary>Takes an alternative name away.</summary>
    public RouteBatch DeleteAlternativeName(LinkReference link, string name) =>
        ChangeAlternativeName(RouteMessageType.DeleteLinkProperty, NetlinkFlags.None, OperationKind.DeleteName, link, name);

    private RouteBatch ChangeAlternativeName(ushort type, NetlinkFlags flags, OperationKind kind, LinkReference link, string name)
    {
        BeginCall();
        BeginLink(type, flags, link, default, new Operation(kind, link, name));
        var list = _writer.BeginNested(LinkAttribute.Properties | LinkAttribute.Nested);
        _writer.WriteString(LinkAttribute.AlternativeName, name);
        _writer.EndNested(list);
        return EndCall();
    }

    private void BeginChange(LinkReference link, Operation operation) =>
        BeginLink(RouteMessageType.NewLink, NetlinkFlags.None, link, default, operation);

    private void BeginLink(
        ushort type, NetlinkFlags flags, LinkReference link, (uint Value, uint Change) linkFlags, Operation operation)
    {
        Begin(type, flags, operation);
        _writer.WriteHeader(new LinkHeader { Index = link.Index, Flags = linkFlags.Value, Change = linkFlags.Change });
        if (link.Name is not null)
        {
            _writer.WriteString(link.Name.Length > 15 ? LinkAttribute.AlternativeName : LinkAttribute.Name, link.Name);
        }
    }

    private static OperationKind Kind(in LinkChange change) => change.Up switch
    {
        true => OperationKind.SwitchOn,
        false => OperationKind.SwitchOff,
        null => OperationKind.ChangeLink,
    };

    private static (uint Value, uint Change) Flags(in LinkChange change)
    {
        (uint Value, uint Change) flags = default;
        Add(change.Up, LinkFlags.Up);
        Add(change.Promiscuous, LinkFlags.Promiscuous);
        Add(change.AllMulticast, LinkFlags.AllMulticast);
        Add(!change.Arp, LinkFlags.NoArp);
        return flags;

        void Add(bool? wanted, LinkFlags flag)
        {
            if (wanted is not null)
            {
                flags.Change |= (uint)flag;
                flags.Value |= wanted.Value ? (uint)flag : 0;
            }
        }
    }

    private static bool HasProperties(in LinkChange change) =>
        change.Name is not null || change.Address is not null || change.Mtu is not null || change.Group is not null
        || change.Alias is not null || change.Namespace is not null || change.TransmitQueueLength is not null
        || !change.BridgePort.IsEmpty;

    private void WriteProperties(in LinkChange change)
    {
        if (change.Name is not null)
        {
            _writer.WriteString(LinkAttribute.Name, change.Name);
        }

        WriteMac(LinkAttribute.Address, change.Address);
        WriteOptional(LinkAttribute.Mtu, change.Mtu);
        WriteOptional(LinkAttribute.Group, (int?)change.Group);
        WriteOptional(LinkAttribute.TransmitQueueLength, change.TransmitQueueLength);
        if (change.Alias is not null)
        {
            _writer.WriteText(LinkAttribute.Alias, change.Alias);
        }

        WriteNamespace(change.Namespace);
        if (!change.BridgePort.IsEmpty)
        {
            WriteBridgePort(change.BridgePort);
        }
    }

    private void WriteOptional(ushort type, int? value)
    {
        if (value is not null)
        {
            _writer.WriteUInt32(type, (uint)value.Value);
        }
    }

    private void WriteAddressGeneration(AddressGenerationMode mode)
    {
        var families = _writer.BeginNested(LinkAttribute.FamilySpecific);
        var family = _writer.BeginNested(IPv6);
        _writer.WriteByte(LinkAttribute.AddressGenerationMode, (byte)mode);
        _writer.EndNested(family);
        _writer.EndNested(families);
    }
}
