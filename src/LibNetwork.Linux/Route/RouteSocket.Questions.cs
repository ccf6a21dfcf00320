using System.Net;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <content>What is there.</content>
public sealed partial class RouteSocket
{
    [ThreadStatic]
    private static MessageWriter? _question;

    private const ushort NamespaceIdAttribute = 1; // NETNSA_NSID
    private const ushort NamespaceDescriptorAttribute = 3; // NETNSA_FD

    /// <summary>The index of the link of this name, or of this alternative name; 0 when there is none.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public int GetLinkIndex(string name) => GetLink<int>(name, LinkParser.TryParseIndex);

    /// <inheritdoc cref="GetLinkIndex"/>
    public ValueTask<int> GetLinkIndexAsync(string name, CancellationToken cancellationToken = default) =>
        RunAsync(static (socket, name) => socket.GetLinkIndex(name), name, cancellationToken);

    /// <summary>A link, or null when there is none.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public LinkInfo? GetLink(LinkReference link) => GetLink<LinkInfo>(link, LinkParser.TryParse);

    /// <inheritdoc cref="GetLink(LinkReference)"/>
    public ValueTask<LinkInfo?> GetLinkAsync(LinkReference link, CancellationToken cancellationToken = default) =>
        RunAsync(static (socket, link) => socket.GetLink(link), link, cancellationToken);

    /// <summary>Every link.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<LinkInfo> GetLinks()
    {
        var question = Dump(RouteMessageType.GetLink, default(LinkHeader));
        WriteMask(question);
        return _socket.Dump<LinkInfo>(question, LinkParser.TryParse, "list links");
    }

    /// <inheritdoc cref="GetLinks"/>
    public ValueTask<IReadOnlyList<LinkInfo>> GetLinksAsync(CancellationToken cancellationToken = default) =>
        RunAsync(static socket => socket.GetLinks(), cancellationToken);

    /// <summary>Every address, or those of one link.</summary>
    /// <param name="linkIndex">The link's index; 0 for all links.</param>
    /// <exception cref="NetlinkException">The kernel refused; ENODEV when there is no such link.</exception>
    public IReadOnlyList<AddressInfo> GetAddresses(int linkIndex = 0)
    {
        var question = Dump(RouteMessageType.GetAddress, new AddressHeader { LinkIndex = linkIndex });
        var addresses = _socket.Dump<AddressInfo>(question, AddressParser.TryParse, "list addresses");

        // A kernel that does not know the strict check answers with all.
        return linkIndex == 0 ? addresses : addresses.FindAll(a => a.LinkIndex == linkIndex);
    }

    /// <inheritdoc cref="GetAddresses"/>
    public ValueTask<IReadOnlyList<AddressInfo>> GetAddressesAsync(int linkIndex = 0, CancellationToken cancellationToken = default) =>
        RunAsync(static (socket, index) => socket.GetAddresses(index), linkIndex, cancellationToken);

    /// <summary>Every route of both families and of all tables.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<RouteInfo> GetRoutes() => _socket.Dump<RouteInfo>(
        Dump(RouteMessageType.GetRoute, default(RouteHeader)), RouteParser.TryParse, "list routes");

    /// <inheritdoc cref="GetRoutes"/>
    public ValueTask<IReadOnlyList<RouteInfo>> GetRoutesAsync(CancellationToken cancellationToken = default) =>
        RunAsync(static socket => socket.GetRoutes(), cancellationToken);

    /// <summary>The route that a packet to an address takes, or null when there is none.</summary>
    /// <remarks>One entry of a table, found as for a packet: the cost does not grow with the routes there are.</remarks>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public RouteInfo? GetRoute(IPAddress destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        var isIPv6 = destination.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;
        var question = Question(RouteMessageType.GetRoute, NetlinkFlags.None);
        question.WriteHeader(new RouteHeader
        {
            Family = isIPv6 ? RouteParser.IPv6 : RouteParser.IPv4,
            DestinationLength = isIPv6 ? (byte)128 : (byte)32,
            Flags = RouteParser.TableEntry,
        });
        question.WriteBytes(RouteAttribute.Destination, destination.GetAddressBytes());
        return _socket.TryGet<RouteInfo>(question, RouteParser.TryParse, out var route, out var failure) ? route
            : failure.Errno is Errno.ENETUNREACH or Errno.EHOSTUNREACH or Errno.ESRCH or Errno.EAFNOSUPPORT or Errno.EOPNOTSUPP ? null
            : throw new NetlinkException($"look up the route to {destination}", failure.Errno, failure.ExtendedAck);
    }

    /// <inheritdoc cref="GetRoute"/>
    public ValueTask<RouteInfo?> GetRouteAsync(IPAddress destination, CancellationToken cancellationToken = default) =>
        RunAsync(static (socket, destination) => socket.GetRoute(destination), destination, cancellationToken);

    /// <summary>Every neighbour of both families.</summary>
    /// <param name="proxies">Whether the addresses that are answered for are wanted, instead of the neighbours.</param>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<NeighbourInfo> GetNeighbours(bool proxies = false)
    {
        var header = new NeighbourHeader { Flags = proxies ? NeighbourAttribute.Proxy : (byte)0 };
        return _socket.Dump<NeighbourInfo>(Dump(RouteMessageType.GetNeighbour, header), NeighbourParser.TryParse, "list neighbours");
    }

    /// <inheritdoc cref="GetNeighbours"/>
    public ValueTask<IReadOnlyList<NeighbourInfo>> GetNeighboursAsync(bool proxies = false, CancellationToken cancellationToken = default) =>
        RunAsync(static (socket, proxies) => socket.GetNeighbours(proxies), proxies, cancellationToken);

    /// <summary>Every entry of the forwarding databases of bridges and of links such as vxlan.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public IReadOnlyList<NeighbourInfo> GetForwarding() => _socket.Dump<NeighbourInfo>(
        Dump(RouteMessageType.GetNeighbour, new NeighbourHeader { Family = RouteMessage.BridgeFamily }), NeighbourParser.TryParse, "list forwarding entries");

    /// <inheritdoc cref="GetForwarding"/>
    public ValueTask<IReadOnlyList<NeighbourInfo>> GetForwardingAsync(CancellationToken cancellationToken = default) =>
        RunAsync(static socket => socket.GetForwarding(), cancellationToken);

    /// <summary>This namespace's id for another one (<see cref="LinkInfo.PeerNamespaceId"/>); null when none was given.</summary>
    /// <exception cref="NetlinkException">The kernel refused.</exception>
    public int? GetNamespaceId(NetworkNamespace other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var question = Question(RouteMessageType.GetNamespaceId, NetlinkFlags.None);
        question.WriteHeader(default(int)); // struct rtgenmsg
        question.WriteUInt32(NamespaceDescriptorAttribute, (uint)other.Handle.DangerousGetHandle());
        var found = _socket.TryGet<int>(question, TryParseNamespaceId, out var id, out var failure);
        GC.KeepAlive(other);
        if (!found)
        {
            throw new NetlinkException($"look up the id of namespace {other}", failure.Errno, failure.ExtendedAck);
        }

        return id < 0 ? null : id;
    }

    private T? GetLink<T>(LinkReference link, MessageParser<T> parser)
    {
        var question = Question(RouteMessageType.GetLink, NetlinkFlags.None);
        question.WriteHeader(new LinkHeader { Index = link.Index });
        WriteMask(question);
        if (link.Name is not null)
        {
            question.WriteString(link.Name.Length > 15 ? LinkAttribute.AlternativeName : LinkAttribute.Name, link.Name);
        }

        return _socket.TryGet(question, parser, out var result, out var failure) ? result
            : failure.Errno == Errno.ENODEV ? default
            : throw new NetlinkException($"look up {link}", failure.Errno, failure.ExtendedAck);
    }

    private static bool TryParseNamespaceId(ushort type, ReadOnlySpan<byte> body, out int id)
    {
        id = -1;
        if (type != RouteMessageType.NewNamespaceId)
        {
            return false;
        }

        RouteMessage.Header<int>(body, out var attributes);
        while (attributes.Read())
        {
            if (attributes.Type == NamespaceIdAttribute)
            {
                id = attributes.Int32;
            }
        }

        return true;
    }

    private static MessageWriter Dump<T>(ushort type, in T header)
        where T : unmanaged
    {
        var question = Question(type, NetlinkFlags.Dump);
        question.WriteHeader(header);
        return question;
    }

    // Nobody reads the IPv6 counters, and collecting them takes time.
    private static void WriteMask(MessageWriter question) =>
        question.WriteUInt32(LinkAttribute.ExtendedMask, LinkAttribute.SkipStatistics);

    private static MessageWriter Question(ushort type, NetlinkFlags flags)
    {
        var question = _question ??= new MessageWriter(128);
        question.Clear();
        question.BeginMessage(type, flags);
        return question;
    }
}
