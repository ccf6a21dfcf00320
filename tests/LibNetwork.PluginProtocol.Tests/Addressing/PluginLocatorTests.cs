using System.Net.Sockets;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol.Addressing;

namespace LibNetwork.PluginProtocol.Tests.Addressing;

public sealed class PluginLocatorTests : IDisposable
{
    // In the order in which they win (B-023), each in its place.
    private static readonly string[] Order =
    [
        "run/x.sock", "run/x/x.sock", "etc/x.spec", "etc/x/x.spec", "etc/x.json", "etc/x/x.json", "usr/x.spec", "usr/x/x.spec", "usr/x.json", "usr/x/x.json",
    ];

    private readonly TemporaryDirectory _directory = new();
    private readonly List<Socket> _sockets = [];

    private PluginLocator Locator => new(new PluginDirectories { Sockets = [_directory["run"]], Specs = [_directory["etc"], _directory["usr"]] });

    [Fact]
    public void The_first_of_the_places_wins()
    {
        for (var place = Order.Length - 1; place >= 0; place--)
        {
            var expected = Place(Order[place], place);
            Locator.Find("x").ToString().Should().Be(expected, "row B-023: {0} goes before those after it", Order[place]);
        }
    }

    [Fact]
    public void A_file_that_is_no_socket_is_passed_over()
    {
        _directory.Write("run/x.sock", "");
        var expected = Place("usr/x.json", 1);
        Locator.Find("x").ToString().Should().Be(expected, "row B-023");
    }

    [Fact]
    public void A_plugin_that_is_not_there_is_not_found_and_is_found_once_it_is()
    {
        var find = () => Locator.Find("x");
        find.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.NotFound
            && e.Message == "could not find plugin x in v1 plugin registry: plugin not found", "row B-020");
        Place("etc/x.spec", 1);
        find.Should().NotThrow();
    }

    [Theory]
    [InlineData("", "Unable to find plugin without name")]
    [InlineData("../x", "not a name")]
    [InlineData("/x", "not a name")]
    [InlineData("a//x", "not a name")]
    [InlineData(".", "not a name")]
    [InlineData("x\0", "not a name")]
    public void A_name_that_is_no_file_name_is_refused(string name, string reason)
    {
        var find = () => Locator.Find(name);
        find.Should().Throw<NetworkException>().Where(e => e.Kind == ErrorKind.InvalidParameter && e.Message.Contains(reason), "row B-018");
    }

    [Fact]
    public void A_name_may_have_parts()
    {
        Place("run/vendor/x.sock", 0);
        Locator.Find("vendor/x").SocketPath.Should().Be(_directory["run/vendor/x.sock"], "row B-028");
    }

    [Fact]
    public void All_plugins_are_listed_once_by_name()
    {
        Place("run/b.sock", 0);
        Place("run/c/c.sock", 0);
        Place("run/c/other.sock", 0);
        Place("etc/a.spec", 1);
        Place("etc/b.json", 2);
        Place("usr/d/d.json", 3);
        _directory.Write("run/no.sock", "");
        _directory.Write("etc/readme.txt", "");
        Locator.List().Should().Equal(["a", "b", "c", "d"], "row B-024");
    }

    [Fact]
    public void Directories_that_are_not_there_hold_nothing() => Locator.List().Should().BeEmpty();

    public void Dispose()
    {
        _sockets.ForEach(socket => socket.Dispose());
        _directory.Dispose();
    }

    private string Place(string file, int number)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_directory[file])!);
        if (file.EndsWith(".sock", StringComparison.Ordinal))
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            socket.Bind(new UnixDomainSocketEndPoint(_directory[file]));
            _sockets.Add(socket);
            return $"unix://{_directory[file]}";
        }

        var address = $"tcp://127.0.0.1:{1000 + number}";
        _directory.Write(file, file.EndsWith(".spec", StringComparison.Ordinal) ? address : $$"""{"Addr":"{{address}}"}""");
        return address;
    }
}
