using System.Diagnostics;
using System.Net;
using LibNetwork.Api;

namespace LibNetwork.IntegrationTests.Daemon;

/// <summary>The stream of events, over HTTP and the command line (I-097, I-099, I-103).</summary>
public sealed class EventApiTests
{
    [Fact]
    public async Task What_happens_is_told_while_it_happens_and_ends_with_the_daemon()
    {
        await using var host = await DaemonHost.StartAsync();
        var seen = new List<string>();
        var watching = Task.Run(async () =>
        {
            await foreach (var happened in host.Client.WatchEventsAsync(since: "1h"))
            {
                lock (seen)
                {
                    seen.Add($"{happened.Type} {happened.Action} {happened.Actor.Attributes["name"]}");
                }
            }
        });
        await host.Client.CreateNetworkAsync(new NetworkCreateRequest { Name = "web" });
        await host.Client.CreateSandboxAsync(new SandboxCreateRequest { Name = "app" });
        await host.Client.ConnectAsync("web", new NetworkConnectRequest { Container = "app" });
        await host.Client.DeleteSandboxAsync("app");
        await host.Client.DeleteNetworkAsync("web");
        string[] all =
        [
            "network create web", "sandbox create app", "endpoint create app", "network connect web", "network disconnect web", "endpoint destroy app",
            "sandbox destroy app", "network destroy web",
        ];
        for (var waited = Stopwatch.StartNew(); Count() < all.Length && waited.Elapsed < TimeSpan.FromSeconds(10);)
        {
            await Task.Delay(5);
        }

        (await host.Daemon.EndAsync("TERM")).Should().Be(0);
        await watching.WaitAsync(TimeSpan.FromSeconds(10)); // a watcher does not hold the daemon up
        seen.Should().Equal(all);

        int Count()
        {
            lock (seen)
            {
                return seen.Count;
            }
        }
    }

    [Fact]
    public async Task The_past_is_told_and_the_stream_ends_at_its_time()
    {
        await using var host = await DaemonHost.StartAsync();
        await host.DnetAsync("network create web");
        await host.DnetAsync("network create db");
        await host.DnetAsync("network rm web db");

        var events = await host.DnetAsync("events --since 1h --until 0s -f event=destroy -f network=db");
        events.ExitCode.Should().Be(0);
        events.Output.Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z network destroy [0-9a-f]{64} \(name=db, type=bridge\)\n$");
        (await host.DnetAsync("events --since 1h --until 0s --json")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().HaveCount(4)
            .And.OnlyContain(line => line.StartsWith("{\"Type\":\"network\",\"Action\":\""));
    }

    [Theory] // I-103
    [InlineData("/events", "", "application/jsonl", "{")]
    [InlineData("/v1.51/events", "", "application/json", "{")]
    [InlineData("/v1.51/events", "application/x-ndjson", "application/x-ndjson", "{")]
    [InlineData("/events", "application/json-seq", "application/json-seq", "\u001e{")]
    public async Task The_client_chooses_the_form(string path, string accept, string type, string begins)
    {
        await using var host = await DaemonHost.StartAsync();
        await host.DnetAsync("network create web");
        using var http = host.NewHttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{path}?since=0&until=0s");
        if (accept.Length > 0)
        {
            request.Headers.Accept.ParseAdd(accept);
        }

        using var answer = await http.SendAsync(request);
        answer.Content.Headers.ContentType!.ToString().Should().Be(type);
        (await answer.Content.ReadAsStringAsync()).Should().StartWith(begins + "\"Type\"").And.EndWith("}\n");
    }

    [Theory] // I-097
    [InlineData("since=soon", "invalid value for 'since': \"soon\" is neither a time nor a duration")]
    [InlineData("until=later", "invalid value for 'until': \"later\" is neither a time nor a duration")]
    [InlineData("since=20&until=10", "`since` time cannot be after `until` time")]
    [InlineData("filters=%7B%22x%22%3A%5B%22y%22%5D%7D", "invalid filter 'x'")]
    public async Task A_request_that_makes_no_sense_is_refused(string query, string message)
    {
        await using var host = await DaemonHost.StartAsync();
        (await host.RefusedAsync("GET", $"/events?{query}")).Should().Be((HttpStatusCode.BadRequest, message));
    }
}
