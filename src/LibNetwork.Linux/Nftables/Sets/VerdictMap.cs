namespace LibNetwork.Linux.Nftables;

/// <summary>A named verdict map: what becomes of a packet, by key. One lookup takes the place of a rule for each key.</summary>
/// <param name="Table">The table it lives in.</param>
/// <param name="Name">1 to 255 bytes, unique among the table's sets and maps.</param>
/// <param name="KeyType">The type of its keys.</param>
public sealed record VerdictMap(Table Table, string Name, DataType KeyType) : Set(Table, Name, KeyType)
{
    internal override DataType? MappedType => DataType.Verdict;
}
