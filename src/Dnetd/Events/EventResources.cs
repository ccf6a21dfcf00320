using System.Globalization;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using LibNetwork.Events;

namespace Dnetd.Events;

/// <summary>Events as they are answered. (I-099)</summary>
internal static class EventResources
{
    internal static EventResource Of(EngineEvent happened) => new()
    {
        Type = TypeOf(happened.Subject),
        Action = ActionOf(happened.Action),
        Actor = new EventActor { Id = happened.Id, Attributes = Attributes(happened) },
        Scope = happened.Scope.ToWire(),
        Time = happened.Time.ToUnixTimeSeconds(),
        TimeNano = (happened.Time - DateTimeOffset.UnixEpoch).Ticks * (1_000_000 / TimeSpan.TicksPerMillisecond),
    };

    internal static string TypeOf(EventSubject subject) => subject switch
    {
        EventSubject.Network => "network",
        EventSubject.Endpoint => "endpoint",
        EventSubject.Sandbox => "sandbox",
        _ => "daemon",
    };

    internal static string ActionOf(EventAction action) => action switch
    {
        EventAction.Create => "create",
        EventAction.Connect => "connect",
        EventAction.Disconnect => "disconnect",
        EventAction.Destroy => "destroy",
        EventAction.Prune => "prune",
        _ => "lost",
    };

    private static SortedDictionary<string, string> Attributes(EngineEvent happened)
    {
        var attributes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Add("name", happened.Name);
        Add("container", happened.SandboxId);
        Add("endpoint", happened.EndpointId);
        if (happened.Subject == EventSubject.Network)
        {
            Add("type", happened.Driver);
        }
        else
        {
            Add("network", happened.NetworkId);
        }

        if (happened.Action == EventAction.Lost)
        {
            Add("count", happened.Lost.ToString(CultureInfo.InvariantCulture));
        }

        if (happened.Action == EventAction.Prune)
        {
            Add("reclaimed", "0"); // I-086
        }

        return attributes;

        void Add(string key, string value)
        {
            if (value.Length > 0)
            {
                attributes[key] = value;
            }
        }
    }
}
