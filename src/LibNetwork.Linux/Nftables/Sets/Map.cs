namespace LibNetwork.Linux.Nftables;

/// <summary>A named map: a value for each key, such as the address and port behind a published port.</summary>
/// <param name="Table">The table it lives in.</param>
/// <param name="Name">1 to 255 bytes, unique among the table's sets and maps.</param>
/// <param name="KeyType">The type of its keys.</param>
/// <param name="ValueType">The type of its values.</param>
public sealed record Map(Table Table, string Name, DataType KeyType, DataType ValueType) : Set(Table, Name, KeyType)
{
    internal override DataType? MappedType => ValueType;
}
