using LibNetwork.DriverApi;

namespace LibNetwork.Store;

/// <summary>Keeps records across restarts of the process.</summary>
internal interface IRecordStore : IDisposable
{
    /// <summary>What opening it lost, one line each, with what to do about it; empty when nothing was.</summary>
    IReadOnlyList<string> Losses { get; }

    /// <summary>Whether records may be missing from what <see cref="Load"/> answers: what the kernel still shows of them is made records of
    /// again.</summary>
    bool HasLost { get; }

    /// <summary>Whether there are records that could not be read now but may be later: nothing in the kernel may be taken for an orphan.</summary>
    bool IsUnread { get; }

    /// <summary>Why changes are refused at the moment; null when they are not, as far as is known.</summary>
    string? Refusal { get; }

    /// <summary>Every record, in no order.</summary>
    IReadOnlyList<StoredRecord> Load();

    /// <summary>Makes all changes or none. They survive a crash of the process and, if <paramref name="durable"/>, of the machine.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Unavailable"/>: the store cannot be written; nothing has changed.</exception>
    void Commit(ReadOnlySpan<RecordChange> changes, bool durable);
}
