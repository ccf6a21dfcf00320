using System.Collections.Immutable;

namespace LibNetwork.Linux.Nftables;

/// <summary>The type of a set's keys or a map's values. The kernel only keeps its number, so that <c>nft list</c> can print it.</summary>
/// <remarks>Two types are equal when their numbers and lengths are.</remarks>
public sealed class DataType : IEquatable<DataType>
{
    private const uint VerdictId = 0xffffff00; // NFT_DATA_VERDICT
    private const int FieldBits = 6;
    private const uint FieldMask = (1 << FieldBits) - 1;

    /// <summary>What becomes of a packet: <c>verdict</c>.</summary>
    public static readonly DataType Verdict = new("verdict", VerdictId, 0, ByteOrder.None);

    /// <summary>IPv4 or IPv6: <c>nf_proto</c>, 1 byte.</summary>
    public static readonly DataType NetworkProtocol = new("nf_proto", 2, 1, ByteOrder.Host);

    /// <summary>An IPv4 address: <c>ipv4_addr</c>, 4 bytes.</summary>
    public static readonly DataType IPv4Address = new("ipv4_addr", 7, 4, ByteOrder.BigEndian);

    /// <summary>An IPv6 address: <c>ipv6_addr</c>, 16 bytes.</summary>
    public static readonly DataType IPv6Address = new("ipv6_addr", 8, 16, ByteOrder.BigEndian);

    /// <summary>A MAC address: <c>ether_addr</c>, 6 bytes.</summary>
    public static readonly DataType MacAddress = new("ether_addr", 9, 6, ByteOrder.BigEndian);

    /// <summary>A protocol above IP: <c>inet_proto</c>, 1 byte.</summary>
    public static readonly DataType Protocol = new("inet_proto", 12, 1, ByteOrder.BigEndian);

    /// <summary>A port: <c>inet_service</c>, 2 bytes.</summary>
    public static readonly DataType Service = new("inet_service", 13, 2, ByteOrder.BigEndian);

    /// <summary>A mark: <c>mark</c>, 4 bytes.</summary>
    public static readonly DataType Mark = new("mark", 19, 4, ByteOrder.Host);

    /// <summary>The number of a link: <c>iface_index</c>, 4 bytes.</summary>
    public static readonly DataType InterfaceIndex = new("iface_index", 20, 4, ByteOrder.Host);

    /// <summary>Bits of <see cref="Nftables.ConnectionState"/>: <c>ct_state</c>, 4 bytes.</summary>
    public static readonly DataType ConnectionState = new("ct_state", 26, 4, ByteOrder.Host);

    /// <summary>Bits of <see cref="Nftables.ConnectionStatus"/>: <c>ct_status</c>, 4 bytes.</summary>
    public static readonly DataType ConnectionStatus = new("ct_status", 28, 4, ByteOrder.Host);

    /// <summary>What an address is to this machine: <c>fib_addrtype</c>, 4 bytes.</summary>
    public static readonly DataType AddressType = new("fib_addrtype", 38, 4, ByteOrder.Host);

    /// <summary>The name of a link: <c>ifname</c>, 16 bytes.</summary>
    public static readonly DataType InterfaceName = new("ifname", 41, NftData.InterfaceNameLength, ByteOrder.Host);

    private static readonly ImmutableArray<DataType> s_basic =
    [
        NetworkProtocol, IPv4Address, IPv6Address, MacAddress, Protocol, Service, Mark, InterfaceIndex, ConnectionState, ConnectionStatus,
        AddressType, InterfaceName,
    ];

    private DataType(string name, uint id, int length, ByteOrder order, ImmutableArray<DataType> fields = default)
    {
        Name = name;
        Id = id;
        Length = length;
        Order = order;
        Fields = fields.IsDefault ? [] : fields;
    }

    /// <summary>As <c>nft</c> calls it: <c>ipv4_addr . inet_service</c>.</summary>
    public string Name { get; }

    /// <summary>Bytes in the registers; a concatenation's fields are padded to four each.</summary>
    public int Length { get; }

    /// <summary>A concatenation's fields; empty for a single value.</summary>
    public ImmutableArray<DataType> Fields { get; }

    internal uint Id { get; }

    internal ByteOrder Order { get; }

    /// <summary>Several types in one key or value: <c>ipv4_addr . inet_service</c>.</summary>
    /// <param name="fields">Two to five, none itself a concatenation; together at most 64 bytes.</param>
    /// <exception cref="ArgumentException">They are fewer or more, or longer.</exception>
    public static DataType Concatenation(params ReadOnlySpan<DataType> fields)
    {
        var (id, length) = (0u, 0);
        foreach (var field in fields)
        {
            id = (id << FieldBits) | field.Id;
            length += NftData.Align(field.Length);
        }

        ImmutableArray<DataType> all = [.. fields];
        return all.Length is >= 2 and <= 5 && length <= NftData.MaximalLength && all.All(f => f.Fields.IsEmpty && f.Id <= FieldMask)
            ? new DataType(string.Join(" . ", all.Select(f => f.Name)), id, length, ByteOrder.None, all)
            : throw new ArgumentException("a concatenation has two to five single fields of together at most 64 bytes", nameof(fields));
    }

    /// <summary>Whether number and length are the same.</summary>
    public bool Equals(DataType? other) => other is not null && Id == other.Id && Length == other.Length;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DataType);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, Length);

    /// <summary>As <c>nft</c> calls it.</summary>
    public override string ToString() => Name;

    /// <summary>Whether both are the same type.</summary>
    public static bool operator ==(DataType? left, DataType? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Whether they differ.</summary>
    public static bool operator !=(DataType? left, DataType? right) => !(left == right);

    /// <summary>The type behind the numbers the kernel keeps; one without a name when this library does not know it.</summary>
    internal static DataType FromKernel(uint id, int length)
    {
        if (id == VerdictId)
        {
            return Verdict;
        }

        var fields = new List<DataType>();
        for (var rest = id; rest != 0; rest >>= FieldBits)
        {
            if (s_basic.FirstOrDefault(t => t.Id == (rest & FieldMask)) is not { } field)
            {
                return new DataType($"type {id}", id, length, ByteOrder.None);
            }

            fields.Insert(0, field);
        }

        return fields switch
        {
            [var single] when single.Length == length => single,
            { Count: >= 2 and <= 5 } when fields.Sum(f => NftData.Align(f.Length)) == length => Concatenation([.. fields]),
            _ => new DataType($"type {id}", id, length, ByteOrder.None),
        };
    }
}
