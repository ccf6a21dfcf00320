using System.Text;
using LibNetwork.DriverApi;
using LibNetwork.Store;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Store;

public sealed class FileRecordStoreTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("dnet-store-").FullName;

    private string Path => System.IO.Path.Combine(_directory, "data", "dnet.db");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void A_second_opener_is_refused_since_that_is_no_damage()
    {
        using var store = Open();
        store.Commit([Put("n1")], durable: true);
        var second = Open;
        second.Should().Throw<NetworkException>().Which.Kind.Should().Be(ErrorKind.Conflict);
    }

    [Fact]
    public void Where_no_file_can_be_made_changes_are_refused_until_one_can()
    {
        File.WriteAllText(System.IO.Path.Combine(_directory, "data"), "in the way");
        using var store = Open();
        store.Losses.Should().ContainSingle().Which.Should().Contain(Path);
        store.IsUnread.Should().BeFalse();
        var commit = () => store.Commit([Put("n1")], durable: true);
        commit.Should().Throw<NetworkException>().WithMessage($"store {Path} cannot be written: *").Which.Kind.Should().Be(ErrorKind.Unavailable);
        store.Refusal.Should().Contain(Path);

        File.Delete(System.IO.Path.Combine(_directory, "data"));
        commit.Should().NotThrow();
        store.Refusal.Should().BeNull();
        store.Dispose();
        using var again = Open();
        again.Load().Should().ContainSingle();
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_left_alone_and_nothing_is_taken_for_lost()
    {
        Directory.CreateDirectory(Path);
        using var store = Open();
        Directory.Exists(Path).Should().BeTrue();
        store.Load().Should().BeEmpty();
        store.HasLost.Should().BeTrue("there is no file");
    }

    [Fact]
    public void A_file_of_a_newer_version_is_not_touched()
    {
        using (var store = Open())
        {
            store.Commit([Put("n1")], durable: true);
        }

        Sql("PRAGMA user_version = 99");
        using (var store = Open())
        {
            store.IsUnread.Should().BeTrue();
            store.Losses.Should().ContainSingle().Which.Should().Contain("newer version").And.Contain(Path);
            var commit = () => store.Commit([Put("n2")], durable: true);
            commit.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Unavailable && e.Message.Contains("start the daemon again"));
        }

        Sql("PRAGMA user_version = 1");
        using var again = Open();
        again.Load().Should().ContainSingle().Which.Id.Should().Be("n1");
    }

    [Fact]
    public void A_row_that_is_no_record_loses_no_other()
    {
        using (var store = Open())
        {
            store.Commit([Put("n1")], durable: true);
        }

        Sql("INSERT INTO record VALUES ('x', 'y', 'z'), (1, 'text', 'not a blob')");
        using var again = Open();
        again.Load().Should().ContainSingle().Which.Id.Should().Be("n1");
    }

    [Fact]
    public void What_could_not_be_settled_is_made_with_the_next_change_that_succeeds()
    {
        File.WriteAllText(System.IO.Path.Combine(_directory, "data"), "in the way");
        using var store = new SettlingStore(Open(), NullLogger.Instance);
        store.Settle([Put("done")], durable: false);
        store.UnsettledCount.Should().Be(1);
        File.Delete(System.IO.Path.Combine(_directory, "data"));
        store.Commit([Put("new")], durable: false);
        store.UnsettledCount.Should().Be(0);
        store.Dispose();
        using var again = Open();
        again.Load().Select(record => record.Id).Should().BeEquivalentTo("done", "new");
    }

    private FileRecordStore Open() => FileRecordStore.Open(Path, _directory, NullLogger.Instance);

    private void Sql(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The test's own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    private static RecordChange Put(string id) => new(RecordKind.Network, id, Encoding.UTF8.GetBytes("v"));
}
