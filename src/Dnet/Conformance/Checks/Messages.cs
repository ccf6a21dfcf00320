using System.Text.Json;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;

namespace Dnet.Conformance.Checks;

/// <summary>JSON as Docker writes it, once and in time to come.</summary>
internal static class Messages
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("messages/unknown-members", "members it does not know are passed over", "transport B-008", Roles.None, UnknownMembersAsync),
        new("messages/missing-members", "members that are missing are empty", "transport B-008", Roles.Network, MissingMembersAsync),
        new("messages/case", "names of members are read in any case", "transport B-007", Roles.None, CaseAsync),
        new("messages/escapes", "JSON may be escaped and spaced", "JSON, RFC 8259", Roles.None, EscapesAsync),
    ];

    private static Task UnknownMembersAsync(Trial trial) => EachAsync(
        trial, Verdict.Fail, body => body[..^1] + ""","Flavour":{"Taste":["sweet",1,null]},"Colour":"red"}""", "success: what it does not know it passes over");

    private static Task CaseAsync(Trial trial) => EachAsync(
        trial,
        Verdict.Warn,
        body => body.Replace("\"NetworkID\"", "\"networkid\"", StringComparison.Ordinal).Replace("\"IPv4Data\"", "\"ipv4data\"", StringComparison.Ordinal)
            .Replace("\"Pool\"", "\"pool\"", StringComparison.Ordinal).Replace("\"AddressSpace\"", "\"addressspace\"", StringComparison.Ordinal),
        "success: plugins in Go, and Docker, read names in any case");

    private static Task EscapesAsync(Trial trial) => EachAsync(
        trial,
        Verdict.Fail,
        body => " \r\n\t" + body.Replace("\"NetworkID\":\"", "\"Network\\u0049D\" :\n\"", StringComparison.Ordinal)
            .Replace("\"Pool\":\"", "\"\\u0050ool\" :\n\"", StringComparison.Ordinal).Replace("/", "\\/", StringComparison.Ordinal) + "\n",
        "success: it is the same JSON");

    private static async Task MissingMembersAsync(Trial trial)
    {
        var network = trial.Network.New();
        var pool = $$"""{"Pool":"{{network.IPv4}}","Gateway":"{{network.Gateway}}"}""";
        (await trial.Network.CreateAsync(network.Id, $$"""{"NetworkID":"{{network.Id}}","IPv4Data":[{{pool}}]}""")).MustBeUnderstood();
        foreach (var method in new[] { PluginMethod.CreateEndpoint, PluginMethod.Join, PluginMethod.EndpointOperInfo, PluginMethod.Leave, PluginMethod.DeleteEndpoint })
        {
            (await trial.CallAsync(method, "{}")).MustBeUnderstood();
        }

        await trial.MustStillAnswerAsync("after {}");
    }

    // The same call twice: as ever, and in another form.
    private static async Task EachAsync(Trial trial, Verdict otherwise, Func<string, string> change, string expected)
    {
        if (trial.Roles.HasFlag(Roles.Network))
        {
            var network = trial.Network.New();
            (await trial.Network.CreateAsync(network)).Presume();
            (await trial.Network.DeleteAsync(network.Id)).Presume();
            var body = change(JsonSerializer.Serialize(trial.Network.Request(network), PluginJson.Default.CreateNetworkRequest));
            Judge(await trial.Network.CreateAsync(network.Id, body));
        }

        if (trial.Roles.HasFlag(Roles.Ipam))
        {
            var pool = await trial.Ipam.TakeAsync();
            (await trial.Ipam.ReleasePoolAsync(pool.Id)).Presume();
            Judge(await trial.Ipam.RequestPoolAsync(pool.IsWholeWorld ? "" : pool.Pool.ToString(), change));
        }

        if (trial.Roles == Roles.None)
        {
            throw CheckEndedException.NotTried("the plugin names no driver that it could be tried on");
        }

        void Judge(Exchange asked)
        {
            if (!asked.Succeeded)
            {
                throw otherwise == Verdict.Warn ? asked.Warns(expected) : asked.Fails(expected);
            }
        }
    }
}
