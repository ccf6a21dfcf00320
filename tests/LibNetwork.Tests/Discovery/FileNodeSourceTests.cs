using System.Net;
using LibNetwork.Discovery;

namespace LibNetwork.Tests.Discovery;

/// <summary>A file of nodes that is watched (H-031).</summary>
public sealed class FileNodeSourceTests : IDisposable
{
    private readonly string _path = Path.Combine(Directory.CreateTempSubdirectory("nodes-").FullName, "nodes");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_path)!, recursive: true);

    [Fact]
    public async Task A_change_is_told_and_comments_and_blank_lines_are_not_nodes()
    {
        await File.WriteAllTextAsync(_path, "# the cluster\n10.0.0.1\n\n10.0.0.2:2377 # rack 2\r\n", TestContext.Current.CancellationToken);
        await using var told = new FileNodeSource(_path).WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator();
        (await NextAsync(told)).Should().BeEquivalentTo("10.0.0.1", "10.0.0.2");

        // Editors write another file and rename it over the first.
        await File.WriteAllTextAsync(_path + ".new", "10.0.0.3\n", TestContext.Current.CancellationToken);
        File.Move(_path + ".new", _path, overwrite: true);
        (await NextAsync(told)).Should().BeEquivalentTo("10.0.0.3");

        await File.WriteAllTextAsync(_path, "", TestContext.Current.CancellationToken);
        (await NextAsync(told)).Should().BeEmpty("a file that says nothing says that there are no nodes");
    }

    [Fact]
    public async Task Wrong_lines_are_told_with_their_numbers_and_none_of_the_file_counts()
    {
        await File.WriteAllTextAsync(_path, "10.0.0.1\nnonsense\n\nweb:80\n", TestContext.Current.CancellationToken);
        var watch = async () => await NodeListTests.FirstAsync(new FileNodeSource(_path));
        (await watch.Should().ThrowAsync<FormatException>()).WithMessage(
            "line 2: \"nonsense\" is not an IP address, with or without a port; line 4: \"web:80\" is not an IP address, with or without a port");
    }

    [Fact]
    public async Task A_missing_file_and_a_huge_one_are_errors_that_name_it()
    {
        var watch = async () => await NodeListTests.FirstAsync(new FileNodeSource(_path));
        (await watch.Should().ThrowAsync<IOException>()).Which.Message.Should().Contain(_path);
        await File.WriteAllTextAsync(_path, new string('\n', (1 << 20) + 1), TestContext.Current.CancellationToken);
        (await watch.Should().ThrowAsync<IOException>()).Which.Message.Should().Be($"{_path} has more than 1048576 bytes");
    }

    private static async Task<IEnumerable<string>> NextAsync(IAsyncEnumerator<IReadOnlyCollection<IPAddress>> told)
    {
        (await told.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).Should().BeTrue();
        return told.Current.Select(node => node.ToString());
    }
}
