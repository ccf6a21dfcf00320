using System.CommandLine;
using System.Text.Json;
using Dnet.Commands.Options;
using Dnet.Output;
using LibNetwork.Api;

namespace Dnet.Commands.Events;

/// <summary><c>dnet events</c> (I-097)</summary>
internal sealed class EventsCommand : DaemonCommand
{
    private readonly Option<string?> _since = new("--since")
    {
        Description = "Begin with what happened from then on: 2026-11-28T18:00:00Z, seconds since 1970, or how long ago, as 10m. Default: now.",
        HelpName = "TIME",
    };

    private readonly Option<string?> _until = new("--until") { Description = "End then. Default: with Ctrl-C.", HelpName = "TIME" };
    private readonly FilterOption _filter = new("type=network|endpoint|sandbox, event=, network=, container= (a sandbox), endpoint=, scope=", "Tell only what fits", "--filter", "-f");
    private readonly Option<bool> _json = new("--json") { Description = "Print JSON, an object a line." };

    internal EventsCommand(Session session)
        : base(session, "events", "Print what happens, as it happens: networks made and removed, sandboxes connected and disconnected.")
    {
        Examples =
        [
            "dnet events",
            "dnet events --since 10m --until 0s            # the last ten minutes",
            "dnet events -f type=network -f event=connect",
        ];
        Add(_since);
        Add(_until);
        Add(_filter);
        Add(_json);
    }

    protected override async Task<int> RunAsync(ParseResult arguments, DnetClient daemon, CancellationToken cancellationToken)
    {
        var json = arguments.GetValue(_json);
        var events = daemon.WatchEventsAsync(arguments.GetValue(_since), arguments.GetValue(_until), _filter.Read(arguments), cancellationToken);
        await foreach (var happened in events)
        {
            Session.Output.WriteLine(json ? JsonSerializer.Serialize(happened, ApiJson.Readable.EventResource) : Line(happened));
            await Session.Output.FlushAsync(cancellationToken);
        }

        return ExitCode.Success;
    }

    // As docker writes it.
    private static string Line(EventResource happened)
    {
        var attributes = string.Join(", ", happened.Actor.Attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
        var time = Shown.Moment(DateTimeOffset.UnixEpoch.AddTicks(happened.TimeNano / 100));
        return string.Join(' ', new[] { time, happened.Type, happened.Action, happened.Actor.Id, attributes.Length == 0 ? "" : $"({attributes})" }.Where(word => word.Length > 0));
    }
}
