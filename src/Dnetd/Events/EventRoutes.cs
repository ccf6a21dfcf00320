using System.Text.Json;
using Dnetd.Http;
using LibNetwork;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using LibNetwork.Events;

namespace Dnetd.Events;

/// <summary>Docker's route for events. (I-097, I-103)</summary>
internal sealed class EventRoutes(NetworkController controller, CancellationToken stopping)
{
    private const byte RecordSeparator = 0x1e; // RFC 7464
    private const byte LineFeed = (byte)'\n';
    private const string JsonSequence = "application/json-seq";

    internal void Map(IEndpointRouteBuilder routes) => routes.MapGet("/events", WatchAsync);

    private async Task WatchAsync(HttpContext context)
    {
        var now = TimeProvider.System.GetUtcNow();
        var since = Moment(context, "since", now);
        var until = Moment(context, "until", now);
        if (since > until)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "`since` time cannot be after `until` time");
        }

        var filter = EventFilter.Parse(context.Request.Query["filters"].ToString());
        using var watch = controller.WatchEvents(since);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        if (until is { } last)
        {
            End(end, watch, last - now);
        }

        context.Response.ContentType = MediaType(context);
        await context.Response.StartAsync(end.Token);
        await context.Response.Body.FlushAsync(end.Token); // whoever watches knows that nothing is missed from here on
        try
        {
            await foreach (var happened in watch.WithCancellation(end.Token))
            {
                if (until < happened.Time)
                {
                    break;
                }

                if (filter.Fits(happened))
                {
                    await WriteAsync(context.Response, happened, end.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The client has gone, the time has come, or the daemon stops: the stream is at its end.
        }
    }

    // In the past: what is there is told, and nothing is waited for.
    private static void End(CancellationTokenSource end, EventWatch watch, TimeSpan rest)
    {
        if (rest <= TimeSpan.Zero)
        {
            watch.Dispose();
        }
        else if (rest < TimeSpan.FromDays(24))
        {
            end.CancelAfter(rest);
        }
    }

    private static async Task WriteAsync(HttpResponse response, EngineEvent happened, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(EventResources.Of(happened), ApiJson.Readable.EventResource);
        byte[] line = response.ContentType == JsonSequence ? [RecordSeparator, .. json, LineFeed] : [.. json, LineFeed];
        await response.Body.WriteAsync(line, cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }

    private static string MediaType(HttpContext context)
    {
        var accepted = context.Request.Headers.Accept.ToString();
        return Array.Find(["application/jsonl", "application/x-ndjson", JsonSequence], type => accepted.Contains(type, StringComparison.OrdinalIgnoreCase))
            ?? (ApiVersionPrefix.VersionOf(context) < ApiVersion.WithJsonLines ? "application/json" : "application/jsonl");
    }

    private static DateTimeOffset? Moment(HttpContext context, string name, DateTimeOffset now)
    {
        var text = context.Request.Query[name].ToString();
        return text.Length == 0 ? null : GoTime.TryParse(text, now, out var moment) ? moment
            : throw new NetworkException(ErrorKind.InvalidParameter, $"invalid value for '{name}': \"{text}\" is neither a time nor a duration");
    }
}
