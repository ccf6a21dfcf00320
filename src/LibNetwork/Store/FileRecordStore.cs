using LibNetwork.DriverApi;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Store;

/// <summary>The store of a data root, whatever state its file is in: an engine starts on it and goes on.</summary>
/// <remarks>
/// A damaged file is set aside and what can be read of it is kept. One that cannot be written (a full disk, a read-only file system) is read
/// from a copy; changes are refused, and each tries the file again, so that they work as soon as it does. One that cannot be read at all is
/// left alone until the next start. See ADR 0020.
/// </remarks>
internal sealed class FileRecordStore : IRecordStore
{
    private readonly Lock _lock = new();
    private readonly List<string> _losses = [];
    private readonly string _path;
    private readonly ILogger _logger;
    private SqliteRecordStore? _file;
    private IReadOnlyList<StoredRecord> _loaded = [];

    private FileRecordStore(string path, ILogger logger) => (_path, _logger) = (path, logger);

    /// <inheritdoc/>
    public IReadOnlyList<string> Losses => _losses;

    /// <inheritdoc/>
    public bool HasLost { get; private set; }

    /// <inheritdoc/>
    public bool IsUnread { get; private set; }

    /// <inheritdoc/>
    public string? Refusal { get; private set; }

    /// <summary>Opens the store in a file.</summary>
    /// <param name="path">The file; it and its directory are made when they are not there.</param>
    /// <param name="scratch">A directory that can be written, for a copy of a file that cannot.</param>
    /// <param name="logger">Where it says that it refuses changes, and that it takes them again.</param>
    /// <exception cref="NetworkException"><see cref="ErrorKind.Conflict"/>: another process holds it. Nothing else stops it.</exception>
    public static FileRecordStore Open(string path, string scratch, ILogger logger)
    {
        var store = new FileRecordStore(path, logger);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            store._file = SqliteRecordStore.Open(path);
            store._loaded = store._file.Load();
            store._losses.AddRange(store._file.Losses);
            store.HasLost = store._losses.Count > 0;
        }
        catch (Exception refused) when (IsOfTheFile(refused))
        {
            store._file?.Dispose();
            store._file = null;
            store.ReadCopy(scratch, refused.Message);
        }

        return store;
    }

    /// <inheritdoc/>
    public IReadOnlyList<StoredRecord> Load() => _loaded;

    /// <inheritdoc/>
    public void Commit(ReadOnlySpan<RecordChange> changes, bool durable)
    {
        lock (_lock)
        {
            try
            {
                (_file ??= OpenAgain()).Commit(changes, durable);
                if (Refusal is not null)
                {
                    Refusal = null;
                    _logger.StoreWritableAgain(_path);
                }
            }
            catch (NetworkException refused)
            {
                Refuse(refused);
                throw;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
        }
    }

    private static bool IsOfTheFile(Exception e) =>
        e is NetworkException { Kind: ErrorKind.Unavailable } or IOException or UnauthorizedAccessException or SqliteException;

    private void Refuse(NetworkException refused)
    {
        if (Refusal is null)
        {
            _logger.StoreRefuses(_path, refused.Message);
        }

        Refusal = refused.Message;

        // A file that was opened for reading alone stays so: the next change opens it anew.
        if (_file is { IsReadOnly: true } && !IsUnread)
        {
            _loaded = _file.Load();
            _file.Dispose();
            _file = null;
        }
    }

    private SqliteRecordStore OpenAgain()
    {
        if (IsUnread)
        {
            throw new NetworkException(ErrorKind.Unavailable, $"{Refusal}; start the daemon again once it can be read");
        }

        SqliteRecordStore? file = null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            file = SqliteRecordStore.Open(_path);
            if (IsAsLoaded(file.Load()))
            {
                _loaded = [];
                return file;
            }
        }
        catch (Exception refused) when (IsOfTheFile(refused))
        {
            file?.Dispose();
            throw new NetworkException(ErrorKind.Unavailable, $"store {_path} cannot be written: {refused.Message}", refused);
        }

        file.Dispose();
        throw new NetworkException(ErrorKind.Unavailable, $"store {_path} was changed by someone else; start the daemon again to take up what is in it");
    }

    private bool IsAsLoaded(IReadOnlyList<StoredRecord> now)
    {
        var before = _loaded.ToDictionary(record => (record.Kind, record.Id), record => record.Value);
        return now.Count == before.Count
            && now.All(record => before.TryGetValue((record.Kind, record.Id), out var value) && value.AsSpan().SequenceEqual(record.Value));
    }

    private void ReadCopy(string scratch, string reason)
    {
        Refusal = $"store {_path} cannot be written: {reason}";
        const string ToDo = "what runs goes on, changes are refused until it can be written: free space on its disk, or make its directory writable";
        if (!File.Exists(_path))
        {
            HasLost = true;
            _losses.Add($"{Refusal}; {ToDo}");
            return;
        }

        var copy = Path.Combine(scratch, "store-copy.db");
        try
        {
            CopyTo(copy);
            using var file = SqliteRecordStore.Open(copy);
            _loaded = file.Load();
            HasLost = file.Losses.Count > 0;
            _losses.Add($"{Refusal}; {ToDo}");
            if (HasLost)
            {
                _losses.Add($"store {_path} is damaged; {_loaded.Count} of its records could be read");
            }
        }
        catch (Exception unreadable) when (IsOfTheFile(unreadable))
        {
            IsUnread = true;
            Refusal = $"store {_path} cannot be read: {unreadable.Message}";
            _losses.Add($"{Refusal}; what runs goes on and is left alone; start the daemon again once the file can be read, or move it away to begin anew");
        }
        finally
        {
            DeleteCopies(copy);
        }
    }

    private void CopyTo(string copy)
    {
        File.Copy(_path, copy, overwrite: true);
        File.Delete(copy + "-wal");
        if (File.Exists(_path + "-wal"))
        {
            File.Copy(_path + "-wal", copy + "-wal", overwrite: true);
        }
    }

    private static void DeleteCopies(string copy)
    {
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(copy)!, Path.GetFileName(copy) + "*"))
        {
            File.Delete(file);
        }
    }
}
