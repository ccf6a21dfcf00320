namespace LibNetwork.Linux.Nftables;

/// <summary>A named verdict map: what becomes of a packet, by key. One lookup takes the place of a rule for each key.</summary>
/// <remarks>Adding an element that jumps or goes to a chain makes the kernel check every chain anew, at a cost that grows with the map; one
/// that accepts, drops or returns does not.</remarks>
/// <param name="Table">The table it lives in.</param>
/// <param name="Name">1 to 255 bytes, unique among the table's sets and maps.</param>
/// <param name="KeyType">The type of its keys.</param>
public sealed record VerdictMap(Table Table, string Name, DataType KeyType) : Set(Table, Name, KeyType)
{
    internal override DataType? MappedType => DataType.Verdict;
}
