using System.Buffers.Binary;

namespace LibNetwork.Bench.Floor;

/// <summary>The kernel work of attaching endpoints to a bridge, and nothing else: this is what everybody is measured against.</summary>
/// <remarks>Every member is called from the same thread. Ports are quiet: no IPv6 address of their own, no flooded multicast.</remarks>
internal sealed class FloorBridge : IDisposable
{
    /// <summary>Links of the floor are in this group, so that they can be deleted all at once.</summary>
    private const int Group = 7;
    private const ushort NewLink = 16, DeleteLink = 17, NewAddress = 20, NewRoute = 24;
    private const byte IPv4 = 2, IPv6 = 10;
    private const byte NoDuplicateCheck = 2; // IFA_F_NODAD

    private readonly FloorRequest _request = new();
    private readonly byte[] _answer = new byte[32 * 1024];
    private readonly FloorSocket _socket;
    private readonly string _pins;
    private readonly int _home;
    private readonly int _index;

    /// <param name="name">Name of the bridge; must not exist.</param>
    /// <param name="pins">Directory in which namespaces are pinned; created.</param>
    internal FloorBridge(string name, string pins)
    {
        _pins = Directory.CreateDirectory(pins).FullName;
        _home = FloorNamespace.OpenOwn();
        _socket = new FloorSocket(_answer);
        AddBridge(name);
        _index = Libc.Check((int)Libc.InterfaceIndex(name) - 1, name) + 1;
        AddGateway();
    }

    /// <summary>Makes the namespace of endpoint <paramref name="number"/>.</summary>
    internal FloorNamespace CreateNamespace(int number) => new(_home, $"{_pins}/{number}", _answer);

    /// <summary>Attaches endpoint <paramref name="number"/>, 0–65,000: one send on the host, one inside.</summary>
    internal void Attach(int number, FloorNamespace target)
    {
        HostBatch(number, target.Descriptor);
        _socket.Talk(_request);
        SandboxBatch(number);
        target.Socket.Talk(_request);
    }

    /// <summary>Deletes the endpoint's link and waits until the kernel has done so.</summary>
    internal void Detach(int number)
    {
        _request.Reset();
        _request.Begin(DeleteLink, 0, new LinkHeader());
        _request.Attribute(3, PortName(number)); // IFLA_IFNAME
        _socket.Talk(_request);
    }

    /// <summary>Deletes every endpoint's link in one request.</summary>
    internal void DetachAll()
    {
        _request.Reset();
        _request.Begin(DeleteLink, 0, new LinkHeader());
        _request.Attribute(27, Group); // IFLA_GROUP
        _socket.Talk(_request);
    }

    public void Dispose()
    {
        _request.Reset();
        _request.Begin(DeleteLink, 0, new LinkHeader(_index));
        _socket.Talk(_request);
        _socket.Dispose();
        _ = Libc.Close(_home);
    }

    private static string PortName(int number) => $"floor{number}";

    private void AddBridge(string name)
    {
        _request.Reset();
        _request.Begin(NewLink, FloorRequest.Create | FloorRequest.Exclusive, new LinkHeader(up: true));
        _request.Attribute(3, name);                          // IFLA_IFNAME
        _request.Attribute(1, [2, 0x42, 0, 0, 0, 1]);         // IFLA_ADDRESS
        int info = _request.BeginNested(18);                  // IFLA_LINKINFO
        _request.Attribute(1, "bridge");                      // IFLA_INFO_KIND
        int data = _request.BeginNested(2);                   // IFLA_INFO_DATA
        _request.Attribute(23, (byte)0);                      // IFLA_BR_MCAST_SNOOPING
        _request.EndNested(data);
        _request.EndNested(info);
        _socket.Talk(_request);
    }

    private void AddGateway()
    {
        _request.Reset();
        AddAddress(IPv4, 16, 0, _index, [10, 88, 0, 1], broadcast: false);
        AddAddress(IPv6, 64, NoDuplicateCheck, _index, IPv6Address(1), broadcast: false);
        _request.Begin(NewLink, 0, new LinkHeader(1, up: true));
        _socket.Talk(_request);
    }

    private void HostBatch(int number, int namespaceDescriptor)
    {
        string name = PortName(number);
        _request.Reset();
        _request.Begin(NewLink, FloorRequest.Create | FloorRequest.Exclusive, new LinkHeader());
        _request.Attribute(3, name);                          // IFLA_IFNAME
        _request.Attribute(10, _index);                       // IFLA_MASTER
        _request.Attribute(27, Group);                        // IFLA_GROUP
        int info = _request.BeginNested(18);                  // IFLA_LINKINFO
        _request.Attribute(1, "veth");                        // IFLA_INFO_KIND
        int data = _request.BeginNested(2);                   // IFLA_INFO_DATA
        int peer = _request.BeginNested(1);                   // VETH_INFO_PEER
        _request.Append(new LinkHeader(2));
        _request.Attribute(3, "eth0");                        // IFLA_IFNAME
        _request.Attribute(1, [2, 0x42, 10, 88, (byte)((number + 10) >> 8), (byte)(number + 10)]); // IFLA_ADDRESS
        _request.Attribute(28, namespaceDescriptor);          // IFLA_NET_NS_FD
        _request.EndNested(peer);
        _request.EndNested(data);
        _request.EndNested(info);

        _request.Begin(NewLink, 0, new LinkHeader());
        _request.Attribute(3, name);
        NoGeneratedAddress();

        _request.Begin(NewLink, 0, new LinkHeader(up: true));
        _request.Attribute(3, name);
        info = _request.BeginNested(18);
        _request.Attribute(4, "bridge");                      // IFLA_INFO_SLAVE_KIND
        data = _request.BeginNested(5);                       // IFLA_INFO_SLAVE_DATA
        _request.Attribute(4, (byte)1);                       // IFLA_BRPORT_MODE
        _request.Attribute(27, (byte)0);                      // IFLA_BRPORT_MCAST_FLOOD
        _request.EndNested(data);
        _request.EndNested(info);
    }

    private void SandboxBatch(int number)
    {
        _request.Reset();
        _request.Begin(NewLink, 0, new LinkHeader(1, up: true));
        _request.Begin(NewLink, 0, new LinkHeader(2));
        NoGeneratedAddress();
        _request.Begin(NewLink, 0, new LinkHeader(2, up: true));
        Span<byte> address = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(address, 0x0a58_0000 + 10 + number);
        AddAddress(IPv4, 16, 0, 2, address, broadcast: true);
        AddAddress(IPv6, 64, NoDuplicateCheck, 2, IPv6Address(number + 10), broadcast: false);
        AddDefaultRoute(IPv4, [10, 88, 0, 1]);
        AddDefaultRoute(IPv6, IPv6Address(1));
    }

    private void AddAddress(byte family, byte prefixLength, byte flags, int index, ReadOnlySpan<byte> address, bool broadcast)
    {
        _request.Begin(NewAddress, FloorRequest.Create | FloorRequest.Exclusive, new AddressHeader(family, prefixLength, flags, 0, index));
        _request.Attribute(2, address);                       // IFA_LOCAL
        _request.Attribute(1, address);                       // IFA_ADDRESS
        if (broadcast)
        {
            _request.Attribute(4, [10, 88, 255, 255]);        // IFA_BROADCAST
        }
    }

    private void AddDefaultRoute(byte family, ReadOnlySpan<byte> gateway)
    {
        _request.Begin(NewRoute, FloorRequest.Create | FloorRequest.Exclusive, RouteHeader.Default(family));
        _request.Attribute(5, gateway);                       // RTA_GATEWAY
        _request.Attribute(4, 2);                             // RTA_OIF
    }

    private void NoGeneratedAddress()
    {
        int families = _request.BeginNested(26);              // IFLA_AF_SPEC
        int family = _request.BeginNested(IPv6);
        _request.Attribute(8, (byte)1);                       // IFLA_INET6_ADDR_GEN_MODE: IN6_ADDR_GEN_MODE_NONE
        _request.EndNested(family);
        _request.EndNested(families);
    }

    private static byte[] IPv6Address(int host) => [0xfd, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte)(host >> 8), (byte)host];
}
