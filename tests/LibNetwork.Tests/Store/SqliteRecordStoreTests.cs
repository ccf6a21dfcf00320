using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Tests.Store;

public sealed class SqliteRecordStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-store-").FullName;

    private string File => Path.Combine(_directory, "dnet.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Records_survive_closing_and_opening()
    {
        using (var store = SqliteRecordStore.Open(File))
        {
            store.Commit([Put(RecordKind.Network, "n1", "one"), Put(RecordKind.Sandbox, "s1", "two")], durable: true);
            store.Commit([Put(RecordKind.Network, "n1", "changed")], durable: false);
        }

        using var again = SqliteRecordStore.Open(File);
        again.Load().Should().HaveCount(2);
        Text(again, RecordKind.Network, "n1").Should().Be("changed");
        again.Losses.Should().BeEmpty();
    }

    [Fact]
    public void Records_survive_a_process_that_ends_without_closing()
    {
        using (var store = SqliteRecordStore.Open(File))
        {
            store.Commit([Put(RecordKind.Endpoint, "e1", "value")], durable: false);
            foreach (var file in Directory.GetFiles(_directory))
            {
                System.IO.File.Copy(file, Path.Combine(_directory, "copy-" + Path.GetFileName(file)));
            }
        }

        using var crashed = SqliteRecordStore.Open(Path.Combine(_directory, "copy-dnet.db"));
        Text(crashed, RecordKind.Endpoint, "e1").Should().Be("value");
    }

    [Fact]
    public void Kinds_have_ids_of_their_own_and_deleting_one_leaves_the_other()
    {
        using var store = SqliteRecordStore.Open(File);
        store.Commit([Put(RecordKind.Network, "x", "network"), Put(RecordKind.Endpoint, "x", "endpoint")], durable: false);
        store.Commit([new RecordChange(RecordKind.Network, "x", null)], durable: false);
        store.Load().Should().ContainSingle().Which.Kind.Should().Be(RecordKind.Endpoint);
    }

    [Fact]
    public void Deleting_what_is_not_there_is_no_error()
    {
        using var store = SqliteRecordStore.Open(File);
        store.Commit([new RecordChange(RecordKind.Network, "missing", null)], durable: true);
        store.Load().Should().BeEmpty();
    }

    [Fact]
    public void A_second_opener_is_refused_with_a_conflict_that_names_the_file()
    {
        using var store = SqliteRecordStore.Open(File);
        store.Commit([Put(RecordKind.Network, "n1", "one")], durable: true);
        var second = () => SqliteRecordStore.Open(File);
        second.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Conflict && e.Message.Contains(File));
    }

    [Fact]
    public void A_file_that_is_no_database_is_set_aside_and_the_store_starts_empty()
    {
        System.IO.File.WriteAllText(File, new string('x', 5000));
        using var store = SqliteRecordStore.Open(File);
        store.Load().Should().BeEmpty();
        store.Losses.Should().ContainSingle().Which.Should().Contain("damaged");
        Directory.GetFiles(_directory, "dnet.db.damaged-*").Should().ContainSingle();
    }

    [Fact]
    public void A_truncated_database_is_set_aside_and_what_can_be_read_of_it_is_kept()
    {
        using (var store = SqliteRecordStore.Open(File))
        {
            for (var i = 0; i < 200; i++)
            {
                store.Commit([Put(RecordKind.Network, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([(byte)i])), new string('v', 500))], durable: false);
            }
        }

        using (var file = System.IO.File.OpenWrite(File))
        {
            file.SetLength(file.Length / 2);
        }

        using var damaged = SqliteRecordStore.Open(File);
        damaged.Losses.Should().ContainSingle().Which.Should().Contain(File);
        damaged.HasLost.Should().BeTrue();
        damaged.Load().Count.Should().BeInRange(50, 199, "half of the pages are there");
        damaged.Commit([Put(RecordKind.Network, "new", "v")], durable: true);
        Text(damaged, RecordKind.Network, "new").Should().Be("v");
    }

    [Fact] // K-008
    public void A_damaged_page_loses_the_records_on_it_and_no_others()
    {
        using (var store = SqliteRecordStore.Open(File))
        {
            for (var i = 0; i < 200; i++)
            {
                store.Commit([Put(RecordKind.Network, $"n{i:d3}", new string('v', 500))], durable: false);
            }
        }

        using (var file = System.IO.File.OpenWrite(File))
        {
            file.Position = 4096 * 9;
            file.Write(new byte[4096]);
        }

        using var damaged = SqliteRecordStore.Open(File);
        damaged.HasLost.Should().BeTrue();
        damaged.Load().Count.Should().BeInRange(185, 199);
        damaged.Load().Should().OnlyHaveUniqueItems(record => record.Id);
    }

    [Fact]
    public void What_was_written_since_the_last_merge_is_read_from_a_damaged_file_too()
    {
        using (var store = SqliteRecordStore.Open(File))
        {
            store.Commit([Put(RecordKind.Network, "n1", "one")], durable: false);
            System.IO.File.Copy(File, File + "-copy");
            System.IO.File.Copy(File + "-wal", File + "-copy-wal");
        }

        System.IO.File.AppendAllText(File + "-copy-wal", "rubbish");
        using var crashed = SqliteRecordStore.Open(File + "-copy");
        Text(crashed, RecordKind.Network, "n1").Should().Be("one");
        crashed.HasLost.Should().BeFalse("a write that was cut short is not damage");
    }

    [Fact]
    public void A_directory_that_cannot_hold_the_file_is_unavailable()
    {
        var open = () => SqliteRecordStore.Open(Path.Combine(_directory, "missing", "dnet.db"));
        open.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Unavailable);
    }

    [Fact]
    public void A_batch_that_fails_changes_nothing()
    {
        using var store = SqliteRecordStore.Open(File);
        var broken = () => store.Commit([Put(RecordKind.Network, "n1", "one"), new RecordChange(RecordKind.Network, null!, [1])], durable: false);
        broken.Should().Throw<Exception>();
        store.Load().Should().BeEmpty();
    }

    private static RecordChange Put(RecordKind kind, string id, string text) => new(kind, id, Encoding.UTF8.GetBytes(text));

    private static string Text(SqliteRecordStore store, RecordKind kind, string id) =>
        Encoding.UTF8.GetString(store.Load().Single(record => record.Kind == kind && record.Id == id).Value);
}
