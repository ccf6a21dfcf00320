using LibNetwork.DriverApi;
using LibNetwork.Events;

namespace LibNetwork.Tests.Engine;

/// <summary>What the engine tells of what it does (I-086, I-099).</summary>
public sealed class EngineEventTests
{
    [Fact]
    public async Task All_that_happens_is_told_when_it_is_done()
    {
        await using var bench = await EngineBench.StartAsync();
        using var watch = bench.Controller.WatchEvents();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var app = bench.Sandbox("app");
        var ep = await web.ConnectAsync(app, new EndpointConfig { Name = "app" });
        await ep.LeaveAsync();
        await ep.JoinAsync(app);
        await web.DisconnectAsync(app);
        var spare = await web.CreateEndpointAsync(new EndpointConfig { Name = "spare" });
        await spare.DeleteAsync();
        await bench.Controller.CreateNetworkAsync(new NetworkConfig { Name = "plan", ConfigOnly = true });
        await bench.Controller.PruneNetworksAsync();
        await bench.Controller.GetNetwork("plan").DeleteAsync();

        (await ReadAsync(bench, watch)).Select(Text).Should().Equal(
            "Network Create web",
            "Endpoint Create app",
            "Network Connect web app",
            "Network Disconnect web app",
            "Network Connect web app",
            "Network Disconnect web app",
            "Endpoint Destroy app",
            "Endpoint Create spare",
            "Endpoint Destroy spare",
            "Network Create plan",
            "Network Destroy web",
            "Network Prune",
            "Network Destroy plan");
    }

    [Fact]
    public async Task An_event_says_all_there_is_to_know()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.Controller.CreateNetworkAsync(EngineBench.Config("web", "10.7.0.0/24") with { Driver = "wide" });
        using var watch = bench.Controller.WatchEvents();
        var app = bench.Sandbox("app");
        var ep = await web.ConnectAsync(app, new EndpointConfig { Name = "ep" });

        var events = await ReadAsync(bench, watch);
        events[0].Should().BeEquivalentTo(new EngineEvent
        {
            Time = events[0].Time, Subject = EventSubject.Endpoint, Action = EventAction.Create, Id = ep.Id, Name = "ep",
            NetworkId = web.Id, NetworkName = "web", Driver = "wide", Scope = Scope.Global,
        });
        events[1].Should().BeEquivalentTo(new EngineEvent
        {
            Time = events[1].Time, Subject = EventSubject.Network, Action = EventAction.Connect, Id = web.Id, Name = "web",
            NetworkId = web.Id, NetworkName = "web", Driver = "wide", Scope = Scope.Global, EndpointId = ep.Id, SandboxId = app.Id, SandboxName = "app",
        });
    }

    [Fact]
    public async Task What_fails_is_not_told()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        using var watch = bench.Controller.WatchEvents();
        bench.Driver.Refuse = "Join";
        await web.ConnectAsync(bench.Sandbox("app"), new EndpointConfig { Name = "app" }).FailsAsync();
        bench.Driver.Refuse = "DeleteNetwork";
        await web.DeleteAsync().FailsAsync();
        bench.Driver.Refuse = "CreateNetwork";
        await bench.NetworkAsync("other", "10.8.0.0/24").FailsAsync();

        (await ReadAsync(bench, watch)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_deleted_sandbox_is_told_after_its_endpoints()
    {
        await using var bench = await EngineBench.StartAsync();
        var web = await bench.NetworkAsync("web", "10.7.0.0/24");
        var app = bench.Sandbox("app");
        await web.ConnectAsync(app, new EndpointConfig { Name = "app" });
        using var watch = bench.Controller.WatchEvents();
        await app.DeleteAsync();

        (await ReadAsync(bench, watch)).Select(Text).Should().Equal("Network Disconnect web app", "Endpoint Destroy app", "Sandbox Destroy app");
    }

    private static async Task<List<EngineEvent>> ReadAsync(EngineBench bench, EventWatch watch)
    {
        bench.Context.Events.Hub.End();
        var events = new List<EngineEvent>();
        await foreach (var happened in watch)
        {
            events.Add(happened);
        }

        return events;
    }

    private static string Text(EngineEvent happened) => $"{happened.Subject} {happened.Action} {happened.Name} {happened.SandboxName}".TrimEnd();
}
