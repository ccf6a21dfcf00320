namespace LibNetwork.DriverApi;

/// <summary>Optional ability: told of changes in tables that the driver's hosts share .</summary>
public interface ITableWatcher
{
    /// <summary>The tables the driver wants to hear of, with what their entries belong to .</summary>
    IReadOnlyDictionary<string, ObjectType> Tables { get; }

    /// <summary>An entry changed.</summary>
    /// <param name="networkId">The network.</param>
    /// <param name="tableName">The table.</param>
    /// <param name="key">The entry's key.</param>
    /// <param name="previous">The value before; null when the entry is new.</param>
    /// <param name="value">The value now; null when the entry was deleted.</param>
    void EventNotify(string networkId, string tableName, string key, ReadOnlyMemory<byte>? previous, ReadOnlyMemory<byte>? value);

    /// <summary>Explains an entry for people: a key and properties.</summary>
    (string Key, IReadOnlyDictionary<string, string> Properties) DecodeTableEntry(string tableName, string key, ReadOnlyMemory<byte> value);
}
