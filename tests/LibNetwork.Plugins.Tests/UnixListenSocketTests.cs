using System.Diagnostics;
using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.Plugins.Listening;

namespace LibNetwork.Plugins.Tests;

public sealed class UnixListenSocketTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string SocketPath => _directory["p.sock"];

    [Fact]
    public async Task Clients_of_owner_and_group_connect_and_the_file_goes_when_it_is_told_to()
    {
        var listen = UnixListenSocket.Listen(SocketPath);
        using (listen.Socket)
        {
            File.GetUnixFileMode(SocketPath).Should().Be(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, "row B-093: 0660");
            using var client = Connect(SocketPath);
            using var served = await listen.Socket.AcceptAsync();
            listen.Remove();
            File.Exists(SocketPath).Should().BeFalse();
        }

        listen.Remove();
        Directory.EnumerateFileSystemEntries(_directory.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_stale_socket_is_taken_over()
    {
        UnixListenSocket.Listen(SocketPath).Socket.Dispose();
        File.Exists(SocketPath).Should().BeTrue("closing removes nothing");
        UnixListenSocket.EnsureFree(SocketPath);
        using var again = UnixListenSocket.Listen(SocketPath).Socket;
        Connect(SocketPath).Dispose();
    }

    [Fact]
    public void A_live_socket_is_refused_and_left_alone()
    {
        using var first = UnixListenSocket.Listen(SocketPath).Socket;
        var second = () => UnixListenSocket.Listen(SocketPath);
        second.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.Conflict)
            .WithMessage($"unix://{SocketPath}: another process listens there; stop it, or choose another path");
        Connect(SocketPath).Dispose();
    }

    [Fact]
    public void Of_many_that_start_at_once_one_wins_and_keeps_its_socket()
    {
        for (var round = 0; round < 20; round++)
        {
            UnixListenSocket.Listen(SocketPath).Socket.Dispose(); // Stale: all of them want it.
            using var start = new Barrier(8);
            var results = new Socket?[8];
            var errors = new Exception?[8];
            var threads = Enumerable.Range(0, 8).Select(i => new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    results[i] = UnixListenSocket.Listen(SocketPath).Socket;
                }
                catch (Exception e)
                {
                    errors[i] = e;
                }
            })).ToList();
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());

            var winner = results.OfType<Socket>().Should().ContainSingle().Which;
            errors.OfType<Exception>().Should().HaveCount(7).And.AllSatisfy(e => e.Should().BeOfType<NetworkException>().Which.Kind.Should().Be(ErrorKind.Conflict));
            using var client = Connect(SocketPath);
            winner.Poll(TimeSpan.FromSeconds(10), SelectMode.SelectRead).Should().BeTrue("the client came to the winner");
            winner.Dispose();
        }
    }

    [Fact]
    public void A_socket_that_came_in_its_place_is_not_removed()
    {
        var first = UnixListenSocket.Listen(SocketPath);
        File.Delete(SocketPath);
        using var second = UnixListenSocket.Listen(SocketPath).Socket;
        first.Remove();
        first.Socket.Dispose();
        Connect(SocketPath).Dispose();
    }

    [Fact]
    public void What_is_no_socket_is_left_alone()
    {
        using var pipe = Process.Start("mkfifo", _directory["pipe"]);
        pipe.WaitForExit();
        File.CreateSymbolicLink(_directory["dangling"], _directory["nowhere"]);
        _directory.Write("file", "precious");
        foreach (var path in new[] { _directory["pipe"], _directory["dangling"], _directory["file"], _directory.Path })
        {
            var listen = () => UnixListenSocket.Listen(path);
            listen.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter)
                .WithMessage($"unix://{path}: it is not a socket that can be taken over (*); remove it first");
            new FileInfo(path).LinkTarget.Should().Be(path == _directory["dangling"] ? _directory["nowhere"] : null);
        }

        File.ReadAllText(_directory["file"]).Should().Be("precious");
    }

    [Fact]
    public void A_directory_that_is_not_there_is_named()
    {
        var listen = () => UnixListenSocket.Listen(_directory["none/p.sock"]);
        listen.Should().Throw<NetworkException>().WithMessage($"*there is no directory {_directory["none"]}; create it first");
    }

    [Theory]
    [InlineData(107, true)]
    [InlineData(108, false)]
    public void A_path_has_at_most_107_bytes(int length, bool fits)
    {
        var path = _directory["x"].PadRight(length, 'x');
        var listen = () => UnixListenSocket.Listen(path).Socket.Dispose();
        if (fits)
        {
            listen.Should().NotThrow();
        }
        else
        {
            listen.Should().Throw<NetworkException>().WithMessage("*1 to 107 bytes*");
        }
    }

    [Fact]
    public void A_group_that_cannot_own_the_socket_is_an_error_and_leaves_no_socket()
    {
        if (Environment.IsPrivilegedProcess)
        {
            UnixListenSocket.Listen(SocketPath, groupId: 4321).Socket.Dispose();
            Stat(SocketPath).Should().Be("4321 660", "row B-093");
            return;
        }

        var listen = () => UnixListenSocket.Listen(SocketPath, groupId: 0);
        listen.Should().Throw<NetworkException>().WithMessage("*group 0: *");
        File.Exists(SocketPath).Should().BeFalse();
    }

    public void Dispose() => _directory.Dispose();

    private static Socket Connect(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path));
        return socket;
    }

    private static string Stat(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%g %a", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var text = stat.StandardOutput.ReadToEnd();
        stat.WaitForExit();
        return text.Trim();
    }
}
