using System.Net.NetworkInformation;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Reads link messages.</summary>
internal ref struct LinkParser
{
    private const byte IPv6 = 10; // AF_INET6

    private string _name;
    private string? _kind;
    private string? _portKind;
    private PhysicalAddress? _address;
    private int _mtu;
    private OperationalState _state;
    private int _master;
    private int _peer;
    private int? _peerNamespace;
    private uint _group;
    private string? _alias;
    private List<string>? _alternativeNames;
    private AddressGenerationMode? _generation;
    private int _queueLength;
    private BridgeSettings? _bridge;
    private BridgePortSettings? _port;
    private bool? _portForwards;
    private LinkStatistics _statistics;

    internal static bool TryParse(ushort type, ReadOnlySpan<byte> body, out LinkInfo link)
    {
        if (type is not (RouteMessageType.NewLink or RouteMessageType.DeleteLink))
        {
            link = null!;
            return false;
        }

        var header = RouteMessage.Header<LinkHeader>(body, out var attributes);
        var parser = new LinkParser { _name = "" };
        while (attributes.Read())
        {
            parser.Read(attributes);
        }

        link = parser.Build(header);
        return true;
    }

    internal static bool TryParseIndex(ushort type, ReadOnlySpan<byte> body, out int index)
    {
        index = type == RouteMessageType.NewLink ? RouteMessage.Header<LinkHeader>(body, out _).Index : 0;
        return index != 0;
    }

    private void Read(AttributeReader attribute)
    {
        switch (attribute.Type)
        {
            case LinkAttribute.Name:
                _name = attribute.Text;
                break;
            case LinkAttribute.Address when attribute.Value.Length > 0:
                _address = new PhysicalAddress(attribute.Value.ToArray());
                break;
            case LinkAttribute.Mtu:
                _mtu = attribute.Int32;
                break;
            case LinkAttribute.Link:
                _peer = attribute.Int32;
                break;
            case LinkAttribute.LinkNamespaceId:
                _peerNamespace = attribute.Int32;
                break;
            case LinkAttribute.Master:
                _master = attribute.Int32;
                break;
            case LinkAttribute.TransmitQueueLength:
                _queueLength = attribute.Int32;
                break;
            case LinkAttribute.OperationalState:
                _state = (OperationalState)attribute.Byte;
                break;
            case LinkAttribute.Group:
                _group = attribute.UInt32;
                break;
            case LinkAttribute.Alias:
                _alias = attribute.Text;
                break;
            case LinkAttribute.Properties:
                ReadNames(attribute.Nested);
                break;
            case LinkAttribute.FamilySpecific:
                ReadFamilies(attribute.Nested);
                break;
            case LinkAttribute.LinkInfo:
                ReadInfo(attribute.Nested);
                break;
            case LinkAttribute.Statistics64 when attribute.Value.Length >= Unsafe.SizeOf<LinkStatistics>():
                _statistics = MemoryMarshal.Read<LinkStatistics>(attribute.Value);
                break;
        }
    }

    private void ReadNames(AttributeReader names)
    {
        while (names.Read())
        {
            if (names.Type == LinkAttribute.AlternativeName)
            {
                (_alternativeNames ??= []).Add(names.Text);
            }
        }
    }

    private void ReadFamilies(AttributeReader families)
    {
        while (families.Read())
        {
            var settings = families.Nested;
            while (families.Type == IPv6 && settings.Read())
            {
                if (settings.Type == LinkAttribute.AddressGenerationMode)
                {
                    _generation = (AddressGenerationMode)settings.Byte;
                }
            }
        }
    }

    // The kernel writes a kind before its data.
    private void ReadInfo(AttributeReader info)
    {
        while (info.Read())
        {
            switch (info.Type)
            {
                case LinkAttribute.InfoKind:
                    _kind = info.Text;
                    break;
                case LinkAttribute.InfoSlaveKind:
                    _portKind = info.Text;
                    break;
                case LinkAttribute.InfoData when _kind == "bridge":
                    _bridge = BridgeParser.Bridge(info.Nested);
                    break;
                case LinkAttribute.InfoSlaveData when _portKind == "bridge":
                    _port = BridgeParser.Port(info.Nested);
                    _portForwards = BridgeParser.Forwards(info.Nested);
                    break;
            }
        }
    }

    private readonly LinkInfo Build(in LinkHeader header) => new()
    {
        Index = header.Index,
        Name = _name,
        Kind = _kind,
        PortKind = _portKind,
        Address = _address,
        Mtu = _mtu,
        Flags = (LinkFlags)header.Flags,
        OperationalState = _state,
        MasterIndex = _master,
        PeerIndex = _peer,
        PeerNamespaceId = _peerNamespace,
        Group = _group,
        Alias = _alias,
        AlternativeNames = _alternativeNames ?? [],
        AddressGenerationMode = _generation,
        TransmitQueueLength = _queueLength,
        Bridge = _bridge,
        BridgePort = _port,
        PortForwards = _portForwards,
        Statistics = _statistics,
    };
}
