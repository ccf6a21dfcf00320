using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LibNetwork.Store;

/// <summary>A store's file that is damaged: set aside under a new name, never deleted, and read as far as it can be.</summary>
internal static class DamagedFile
{
    private const string LastId = "\U0010FFFF"; // No id comes after it.

    /// <summary>Moves the file away, with what was written but not yet merged into it.</summary>
    /// <returns>Where it is now.</returns>
    /// <exception cref="IOException">It cannot be moved.</exception>
    internal static string SetAside(string path)
    {
        var aside = $"{path}.damaged-{DateTime.UtcNow:yyyyMMddHHmmssfff}";
        File.Move(path, aside);
        if (File.Exists(path + "-wal"))
        {
            File.Move(path + "-wal", aside + "-wal");
        }

        return aside;
    }

    /// <summary>Reads the records that are not on a damaged page: from both ends, so that one bad page hides nothing but itself.</summary>
    internal static IReadOnlyList<StoredRecord> Salvage(string aside)
    {
        var found = new Dictionary<(RecordKind, string), StoredRecord>();
        try
        {
            var settings = new SqliteConnectionStringBuilder { DataSource = aside, Pooling = false, DefaultTimeout = 1 };
            using var connection = new SqliteConnection(settings.ConnectionString);
            connection.Open();

            // A file shorter than its header says is read all the same.
            foreach (var sql in (string[])["PRAGMA locking_mode = EXCLUSIVE", "PRAGMA writable_schema = ON"])
            {
                using var pragma = connection.CreateCommand();
#pragma warning disable CA2100 // The texts are these.
                pragma.CommandText = sql;
#pragma warning restore CA2100
                pragma.ExecuteNonQuery();
            }

            ReadFromBothEnds(connection, "", LastId, found);

            // Then from many places between, so that several damaged pages hide nothing but themselves.
            for (var start = 0; start < 256; start++)
            {
                ReadFromBothEnds(connection, start.ToString("x2", CultureInfo.InvariantCulture), start == 255 ? "g" : (start + 1).ToString("x2", CultureInfo.InvariantCulture), found);
            }
        }
        catch (SqliteException)
        {
            // There is nothing to be read.
        }

        return [.. found.Values];
    }

    /// <summary>Reads ids from <paramref name="first"/> to before <paramref name="end"/>, of every kind.</summary>
    private static void ReadFromBothEnds(SqliteConnection connection, string first, string end, Dictionary<(RecordKind, string), StoredRecord> found)
    {
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            ReadUntilDamage(connection, "SELECT kind, id, value FROM record WHERE kind = $kind AND id >= $first AND (id < $end) ORDER BY id");
            ReadUntilDamage(connection, "SELECT kind, id, value FROM record WHERE kind = $kind AND id >= $first AND (id < $end) ORDER BY id DESC");

            void ReadUntilDamage(SqliteConnection from, string sql)
            {
                try
                {
                    using var select = from.CreateCommand();
#pragma warning disable CA2100 // The texts are this file's own.
                    select.CommandText = sql;
#pragma warning restore CA2100
                    select.Parameters.AddWithValue("$kind", (int)kind);
                    select.Parameters.AddWithValue("$first", first);
                    select.Parameters.AddWithValue("$end", end);
                    using var row = select.ExecuteReader();
                    while (row.Read())
                    {
                        if (SqliteRecordStore.TryRead(row) is { } record)
                        {
                            found[(record.Kind, record.Id)] = record;
                        }
                    }
                }
                catch (SqliteException)
                {
                    // This is the damaged place.
                }
            }
        }
    }
}
