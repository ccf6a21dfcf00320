using LibNetwork.DriverApi;
using Microsoft.Data.Sqlite;

namespace LibNetwork.Store;

/// <summary>Records in one SQLite file, in WAL mode, held by one process.</summary>
/// <remarks>The file is opened in exclusive locking mode: a second process is refused at once, and a commit costs no lock and no
/// shared memory. A file that is not a sound database is set aside under a new name, and what can be read of it is kept.</remarks>
internal sealed class SqliteRecordStore : IRecordStore
{
    private const int SchemaVersion = 1;
    private const int SqliteBusy = 5;
    private const int SqliteReadOnly = 8;
    private const int SqliteCorrupt = 11;
    private const int SqliteCannotOpen = 14;
    private const int SqliteMismatch = 20;
    private const int SqliteNotADatabase = 26;

    private readonly Lock _lock = new();
    private readonly string _path;
    private readonly List<string> _losses = [];
    private SqliteConnection _connection;
    private SqliteCommand _put;
    private SqliteCommand _delete;
    private SqliteCommand _begin;
    private SqliteCommand _commit;
    private SqliteCommand _rollback;

#pragma warning disable CS8618 // Open sets every command.
    private SqliteRecordStore(string path)
#pragma warning restore CS8618
    {
        _path = path;
        try
        {
            Open();
            Verify();
        }
        catch (SqliteException damaged) when (damaged.SqliteErrorCode is SqliteCorrupt or SqliteNotADatabase)
        {
            StartAnew(damaged);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Losses => _losses;

    /// <inheritdoc/>
    public bool HasLost => _losses.Count > 0;

    /// <inheritdoc/>
    public bool IsUnread => false;

    /// <inheritdoc/>
    public string? Refusal => null;

    /// <summary>Whether a change failed because the file was opened for reading alone.</summary>
    public bool IsReadOnly { get; private set; }

    /// <summary>Opens the store in a file, making it when it is not there.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: another process holds it;
    /// <see cref="ErrorKind.Unavailable"/>: it cannot be opened, or was written by a newer version.</exception>
    public static SqliteRecordStore Open(string path)
    {
        try
        {
            return new SqliteRecordStore(path);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == SqliteBusy)
        {
            throw new NetworkException(ErrorKind.Conflict, $"store {path} is in use by another process", busy);
        }
        catch (SqliteException refused)
        {
            throw new NetworkException(ErrorKind.Unavailable, $"store {path} cannot be opened: {refused.Message}", refused);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Load()
    {
        lock (_lock)
        {
            var records = new List<StoredRecord>();
            using var select = Command("SELECT kind, id, value FROM record");
            using var row = select.ExecuteReader();
            while (row.Read())
            {
                if (TryRead(row) is { } record)
                {
                    records.Add(record);
                }
            }

            return records;
        }
    }

    /// <inheritdoc/>
    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        lock (_lock)
        {
            try
            {
                if (durable)
                {
                    Execute("PRAGMA synchronous = FULL");
                }

                Write(changes);
            }
            catch (SqliteException refused)
            {
                IsReadOnly |= refused.SqliteErrorCode is SqliteReadOnly or SqliteCannotOpen;
                throw new NetworkException(ErrorKind.Unavailable, $"store {_path} cannot be written: {refused.Message}", refused);
            }
            finally
            {
                if (durable)
                {
                    Execute("PRAGMA synchronous = NORMAL");
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            Close();
        }
    }

    private void Write(ReadOnlySpan<RecordChange> changes)
    {
        if (changes.Length == 1)
        {
            Apply(changes[0]);
            return;
        }

        if (changes.IsEmpty)
        {
            return;
        }

        _begin.ExecuteNonQuery();
        try
        {
            foreach (var change in changes)
            {
                Apply(change);
            }

            _commit.ExecuteNonQuery();
        }
        catch
        {
            TryRollBack();
            throw;
        }
    }

    // A full disk may have ended the transaction already.
    private void TryRollBack()
    {
        try
        {
            _rollback.ExecuteNonQuery();
        }
        catch (SqliteException)
        {
            // There is none any more.
        }
    }

    /// <summary>A row as a record; null when it is none.</summary>
    internal static StoredRecord? TryRead(SqliteDataReader row) =>
        row.GetValue(0) is long kind && row.GetValue(1) is string id && row.GetValue(2) is byte[] value
            ? new StoredRecord((RecordKind)kind, id, value) : null;

    private void Apply(RecordChange change)
    {
        var command = change.Value is null ? _delete : _put;
        command.Parameters[0].Value = (int)change.Kind;
        command.Parameters[1].Value = change.Id;
        if (change.Value is not null)
        {
            command.Parameters[2].Value = change.Value;
        }

        command.ExecuteNonQuery();
    }

    private void Open()
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = _path, Pooling = false, DefaultTimeout = 1 };
        _connection = new SqliteConnection(settings.ConnectionString);
        try
        {
            _connection.Open();
            Execute("PRAGMA locking_mode = EXCLUSIVE");
            Execute("PRAGMA journal_mode = WAL");
            Execute("PRAGMA synchronous = NORMAL");
            MakeTable();
        }
        catch (SqliteException)
        {
            _connection.Dispose();
            throw;
        }

        _put = Command("INSERT OR REPLACE INTO record (kind, id, value) VALUES ($kind, $id, $value)", "$kind", "$id", "$value");
        _delete = Command("DELETE FROM record WHERE kind = $kind AND id = $id", "$kind", "$id");
        _begin = Command("BEGIN IMMEDIATE");
        _commit = Command("COMMIT");
        _rollback = Command("ROLLBACK");
    }

    // What is there is not written again: a full disk can be read.
    private void MakeTable()
    {
        using var version = Command("PRAGMA user_version");
        switch ((long)version.ExecuteScalar()!)
        {
            case SchemaVersion:
                break;
            case > SchemaVersion:
                throw new SqliteException("it was written by a newer version of this program", SqliteMismatch);
            default:
                Execute("CREATE TABLE IF NOT EXISTS record (kind INTEGER, id TEXT, value BLOB NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID");
                Execute($"PRAGMA user_version = {SchemaVersion}");
                break;
        }
    }

    private void Verify()
    {
        using var check = Command("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is not "ok")
        {
            throw new SqliteException("the integrity check failed", SqliteCorrupt);
        }
    }

    private void StartAnew(SqliteException damaged)
    {
        Close();
        var aside = DamagedFile.SetAside(_path);
        var salvaged = DamagedFile.Salvage(aside);
        Open();
        Commit([.. salvaged.Select(record => new RecordChange(record.Kind, record.Id, record.Value))], durable: true);
        _losses.Add($"store {_path} was damaged ({damaged.Message}); {salvaged.Count} records could be read and were kept, others may be lost; the "
            + $"damaged file is kept as {aside}: delete it when nothing is missing");
    }

    private void Close()
    {
        foreach (var command in new[] { _put, _delete, _begin, _commit, _rollback })
        {
            command?.Dispose();
        }

        _connection.Dispose();
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string sql, params ReadOnlySpan<string> parameters)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter { ParameterName = name });
        }

        return command;
    }
}
