using System.Net;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using LibNetwork.Discovery;
using LibNetwork.DriverApi;
using Microsoft.Extensions.Logging.Abstractions;

namespace LibNetwork.Tests.Discovery;

/// <summary>What drivers are told of nodes, and when (A-009, H-031, H-032).</summary>
public sealed class NodeDiscoveryTests : IAsyncLifetime
{
    private readonly FakeSource _source = new();
    private readonly ToldDriver _driver = new();
    private NodeDiscovery _discovery = null!;

    public ValueTask InitializeAsync()
    {
        Start(TimeSpan.Zero);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _discovery.DisposeAsync();

    [Fact]
    public async Task A_driver_is_told_this_node_first_and_then_what_changes()
    {
        Tell("a", _driver);
        _source.Say("10.0.0.3", "10.0.0.1", "192.0.2.1", "10.0.0.3");
        await _driver.HearsAsync("+192.0.2.1 self", "+10.0.0.1", "+10.0.0.3");
        _source.Say("10.0.0.3", "192.0.2.1", "fd00::1");
        await _driver.HearsAsync("+192.0.2.1 self", "+10.0.0.1", "+10.0.0.3", "-10.0.0.1", "+fd00::1");
        _discovery.Nodes.Select(node => node.Address.ToString()).Should().Equal("192.0.2.1", "10.0.0.3", "fd00::1");
    }

    [Fact]
    public async Task A_driver_that_registers_later_is_told_what_holds_then()
    {
        Tell("a", _driver);
        _source.Say("10.0.0.1", "10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2");
        _source.Say("10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2", "-10.0.0.1");
        var later = new ToldDriver();
        Tell("b", later);
        await later.HearsAsync("+10.0.0.2");
    }

    [Fact]
    public async Task A_driver_that_was_started_anew_is_told_everything_again()
    {
        Tell("a", _driver);
        _source.Say("10.0.0.1", "10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2");
        Tell("a", _driver);
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2", "+10.0.0.1", "+10.0.0.2");
    }

    [Fact]
    public async Task A_driver_that_fails_is_told_again_and_holds_up_no_other()
    {
        var failures = 2;
        _driver.Before = _ => failures-- > 0 ? throw new InvalidOperationException("not now") : ValueTask.CompletedTask;
        var other = new ToldDriver();
        var hanging = new ToldDriver { Before = token => new ValueTask(Task.Delay(Timeout.Infinite, token)) };
        Tell("a", _driver);
        Tell("b", other);
        Tell("c", hanging);
        _source.Say("10.0.0.1");
        await other.HearsAsync("+10.0.0.1");
        await _driver.HearsAsync("+10.0.0.1");
        hanging.Told.Should().BeEmpty();
    }

    [Fact]
    public async Task What_came_and_went_while_a_driver_was_away_is_not_told_at_all()
    {
        var away = true;
        _driver.Before = _ => away ? throw new InvalidOperationException("away") : ValueTask.CompletedTask;
        Tell("a", _driver);
        _source.Say("10.0.0.1");
        await SettledAsync("10.0.0.1");
        _source.Say("10.0.0.2");
        await SettledAsync("10.0.0.2");
        away = false;
        await _driver.HearsAsync("+10.0.0.2");
    }

    [Fact] // A driver in another process answers 404 to what it does not know.
    public async Task A_driver_that_wants_no_nodes_is_asked_once()
    {
        var asked = 0;
        _driver.Before = _ => throw (asked++ == 0 ? new DriverNotImplementedException() : new InvalidOperationException("asked again"));
        Tell("a", _driver);
        var other = new ToldDriver();
        Tell("b", other);
        _source.Say("10.0.0.1");
        await other.HearsAsync("+10.0.0.1");
        _source.Say("10.0.0.2");
        await other.HearsAsync("+10.0.0.1", "-10.0.0.1", "+10.0.0.2");
        asked.Should().Be(1);
    }

    [Fact]
    public async Task The_advertised_address_is_this_node_told_or_not()
    {
        await _discovery.DisposeAsync();
        Start(TimeSpan.Zero, IPAddress.Parse("203.0.113.9"), IPAddress.Parse("192.0.2.1"));
        Tell("a", _driver);
        _source.Say("10.0.0.1", "192.0.2.1");
        await _driver.HearsAsync("+203.0.113.9 self bound to 192.0.2.1", "+10.0.0.1", "+192.0.2.1");
    }

    [Fact]
    public async Task A_node_that_is_back_before_the_delay_was_never_gone()
    {
        await _discovery.DisposeAsync();
        Start(TimeSpan.FromMinutes(30));
        Tell("a", _driver);
        _source.Say("10.0.0.1", "10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2");
        for (var round = 0; round < 5; round++)
        {
            _source.Say("10.0.0.2");
            _source.Say("10.0.0.1", "10.0.0.2");
        }

        _source.Say("10.0.0.2", "10.0.0.3");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2", "+10.0.0.3");
        _discovery.Nodes.Should().HaveCount(3, "the first is missing, but not for long enough");
    }

    [Fact]
    public async Task A_node_that_stays_away_is_gone_after_the_delay()
    {
        await _discovery.DisposeAsync();
        Start(TimeSpan.FromMilliseconds(200));
        Tell("a", _driver);
        _source.Say("10.0.0.1", "10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2");
        _source.Say("10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2", "-10.0.0.1");
    }

    [Fact]
    public async Task A_source_that_fails_takes_no_node_away_and_is_watched_anew()
    {
        Tell("a", _driver);
        _source.Say("10.0.0.1");
        await _driver.HearsAsync("+10.0.0.1");
        _source.Fail(new IOException("the store is away"));
        _source.Say("10.0.0.1", "10.0.0.2");
        await _driver.HearsAsync("+10.0.0.1", "+10.0.0.2");
        _source.Watches.Should().Be(2);
    }

    private void Start(TimeSpan leaveDelay, IPAddress? advertised = null, IPAddress? bound = null)
    {
        var options = new NodeDiscoveryOptions { Source = _source, LeaveDelay = leaveDelay, AdvertiseAddress = advertised, BindAddress = bound };
        _discovery = new NodeDiscovery(options, _ => new([IPAddress.Loopback, IPAddress.Parse("192.0.2.1")]), TimeSpan.FromSeconds(60), TimeProvider.System, NullLogger.Instance);
        _discovery.Start();
    }

    private void Tell(string type, ToldDriver driver) => _discovery.Tell(type, _ => new(driver));

    private async Task SettledAsync(params string[] nodes)
    {
        for (var attempt = 0; attempt < 1000 && !_discovery.Nodes.Select(node => node.Address.ToString()).SequenceEqual(nodes); attempt++)
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }

        _discovery.Nodes.Select(node => node.Address.ToString()).Should().Equal(nodes);
    }

    private sealed class FakeSource : INodeSource
    {
        private readonly Channel<object> _said = Channel.CreateUnbounded<object>();

        public string Description => "fake://";

        public int Watches { get; private set; }

        public void Say(params string[] nodes) => _said.Writer.TryWrite((IReadOnlyCollection<IPAddress>)[.. nodes.Select(IPAddress.Parse)]);

        public void Fail(Exception failure) => _said.Writer.TryWrite(failure);

        public async IAsyncEnumerable<IReadOnlyCollection<IPAddress>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
        {
            Watches++;
            await foreach (var said in _said.Reader.ReadAllAsync(cancellationToken))
            {
                yield return said is Exception failure ? throw failure : (IReadOnlyCollection<IPAddress>)said;
            }
        }
    }
}
