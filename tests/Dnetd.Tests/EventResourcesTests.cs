using System.Text.Json;
using Dnetd.Events;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using LibNetwork.Events;

namespace Dnetd.Tests;

/// <summary>Events as they go over the wire, and which of them (I-099, I-100).</summary>
public sealed class EventResourcesTests
{
    private static readonly EngineEvent Connect = new()
    {
        Time = DateTimeOffset.UnixEpoch.AddSeconds(1764352800).AddTicks(1234567),
        Subject = EventSubject.Network, Action = EventAction.Connect, Id = "n1", Name = "web",
        NetworkId = "n1", NetworkName = "web", Driver = "bridge", EndpointId = "e1", SandboxId = "s1", SandboxName = "app",
    };

    [Fact] // I-099
    public void A_connection_has_dockers_members() => Json(Connect).Should().Be(
        """{"Type":"network","Action":"connect","Actor":{"ID":"n1","Attributes":{"container":"s1","endpoint":"e1","name":"web","type":"bridge"}},"scope":"local","time":1764352800,"timeNano":1764352800123456700}""");

    [Fact]
    public void An_endpoint_names_its_network_and_what_was_lost_is_counted()
    {
        Json(new EngineEvent { Time = DateTimeOffset.UnixEpoch, Subject = EventSubject.Endpoint, Action = EventAction.Destroy, Id = "e1", Name = "ep", NetworkId = "n1", Driver = "x", Scope = Scope.Global })
            .Should().Be("""{"Type":"endpoint","Action":"destroy","Actor":{"ID":"e1","Attributes":{"name":"ep","network":"n1"}},"scope":"global","time":0,"timeNano":0}""");
        Json(new EngineEvent { Time = DateTimeOffset.UnixEpoch, Subject = EventSubject.Engine, Action = EventAction.Lost, Lost = 12 })
            .Should().Be("""{"Type":"daemon","Action":"lost","Actor":{"ID":"","Attributes":{"count":"12"}},"scope":"local","time":0,"timeNano":0}""");
        Json(new EngineEvent { Time = DateTimeOffset.UnixEpoch, Subject = EventSubject.Network, Action = EventAction.Prune })
            .Should().Be("""{"Type":"network","Action":"prune","Actor":{"ID":"","Attributes":{"reclaimed":"0"}},"scope":"local","time":0,"timeNano":0}"""); // I-086
    }

    [Theory] // I-100
    [InlineData("", true)]
    [InlineData("""{"type":["network"]}""", true)]
    [InlineData("""{"type":["sandbox","endpoint"]}""", false)]
    [InlineData("""{"event":["create","connect"]}""", true)]
    [InlineData("""{"network":["web"]}""", true)]
    [InlineData("""{"network":{"n1":true}}""", true)]
    [InlineData("""{"network":["db"]}""", false)]
    [InlineData("""{"container":["app"]}""", true)]
    [InlineData("""{"container":["s1"],"event":["disconnect"]}""", false)]
    [InlineData("""{"endpoint":["e1"]}""", true)]
    [InlineData("""{"scope":["global"]}""", false)]
    public void A_filter_tells_what_fits(string filters, bool fits) => EventFilter.Parse(filters).Fits(Connect).Should().Be(fits);

    [Fact]
    public void What_was_lost_is_told_whatever_the_filter_and_an_unknown_filter_is_refused()
    {
        EventFilter.Parse("""{"type":["sandbox"]}""").Fits(new EngineEvent { Time = default, Subject = EventSubject.Engine, Action = EventAction.Lost }).Should().BeTrue();
        FluentActions.Invoking(() => EventFilter.Parse("""{"image":["x"]}""")).Should().Throw<NetworkException>().WithMessage("invalid filter 'image'");
    }

    private static string Json(EngineEvent happened) => JsonSerializer.Serialize(EventResources.Of(happened), ApiJson.Readable.EventResource);
}
