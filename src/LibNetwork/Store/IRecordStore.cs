using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>Keeps records across restarts of the process.</summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>What opening it lost, one line each; empty when nothing was.</summary>
    IReadOnlyList<string> Losses { get; }

    /// <summary>Every record, in no order.</summary>
    IReadOnlyList<StoredRecord> Load();

    /// <summary>Makes all changes or none. They survive a crash of the process and, if <paramref name="durable"/>, of the machine.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: the store cannot be written; nothing has changed.</exception>
    void Commit(ReadOnlySpan<RecordChange> changes, bool durable);
}
