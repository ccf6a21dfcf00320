using System.Text;
using System.Text.Json;
using Dnet.Conformance.Calls;
using LibNetwork.PluginProtocol;

namespace Dnet.Conformance.Checks;

/// <summary>How a plugin says no.</summary>
internal static class Errors
{
    private static readonly string[] s_malformed = ["{\"NetworkID\":", "nonsense", "{\"NetworkID\":\"\u0001\"}", "{\"NetworkID\":\"a\",}"];

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("errors/unknown-method", "a method that is not there is answered 404", "transport B-012, B-096", Roles.None, UnknownMethodAsync),
        new("errors/key", "an error of a network driver is under Err", "transport B-010, B-011", Roles.Network, KeyAsync),
        new("errors/ipam-key", "an error of an IPAM driver is under Error, or not 200", "IPAM driver B-081", Roles.Ipam, IpamKeyAsync),
        new("errors/malformed-json", "what is no JSON is refused", "transport B-014", Roles.None, MalformedJsonAsync),
        new("errors/empty-body", "an empty body is refused where there are arguments", "transport B-014", Roles.None, EmptyBodyAsync),
        new("errors/wrong-types", "JSON of the wrong types is refused", "transport B-014", Roles.None, WrongTypesAsync),
        new("errors/deep-nesting", "so is JSON that is nested without end", "transport B-014", Roles.None, DeepNestingAsync),
        new("errors/wrong-values", "pools and addresses that are none are refused", "driver contract A-068, A-073", Roles.Network, WrongValuesAsync),
    ];

    private static async Task UnknownMethodAsync(Trial trial)
    {
        var prefixes = trial.MethodsWithArguments().Select(method => method.Split('.')[0]).Append("NoSuchDriver");
        foreach (var prefix in prefixes)
        {
            var asked = await trial.CallAsync($"{prefix}.NoSuchMethod", "{}");
            if (!asked.IsMissing)
            {
                throw asked.Fails("404; Docker tells by it which methods a plugin has");
            }
        }
    }

    private static async Task KeyAsync(Trial trial)
    {
        var network = trial.Network.New();
        var endpoint = Trial.NewId();
        var created = await trial.Network.CreateEndpointAsync(network, endpoint);
        MustBeUnder("Err", created.Refusal is not null ? created : await trial.Network.JoinAsync(network.Id, endpoint), "there is no such network");
    }

    private static async Task IpamKeyAsync(Trial trial)
    {
        var refused = await trial.Ipam.RequestAddressAsync($"no-such-pool-{Trial.NewId()[..12]}");
        MustBeUnder("Error", refused, "there is no such pool");
    }

    private static void MustBeUnder(string key, Exchange refused, string why)
    {
        if (refused.Refusal is null)
        {
            throw CheckEndedException.NotTried($"the plugin refuses nothing: {refused.Came}");
        }

        if (refused.Status == 200 && refused.Member(key).ValueKind != JsonValueKind.String)
        {
            throw refused.Fails($$"""{"{{key}}":…}, or another status than 200; Docker takes this for success""");
        }

        if (refused.Refusal.Length == 0)
        {
            throw refused.Warns($"a text that says why: {why}");
        }
    }

    private static async Task MalformedJsonAsync(Trial trial)
    {
        foreach (var method in Methods(trial))
        {
            foreach (var body in s_malformed)
            {
                (await trial.CallAsync(method, body)).MustBeRefused("that is no JSON; 400 is the usual status");
            }
        }

        await trial.MustStillAnswerAsync("after what was no JSON");
    }

    private static async Task EmptyBodyAsync(Trial trial)
    {
        foreach (var method in Methods(trial))
        {
            var asked = await trial.CallAsync(method);
            trial.Note(method, asked, "\"\"");
            asked.MustBeUnderstood();
            if (asked.Refusal is null)
            {
                throw asked.Warns("an error: there are no arguments");
            }
        }

        await trial.MustStillAnswerAsync("after an empty body");
    }

    private static async Task WrongTypesAsync(Trial trial)
    {
        var id = Trial.NewId();
        foreach (var method in Methods(trial))
        {
            string[] bodies = method == PluginMethod.CreateNetwork
                ? ["[]", "\"text\"", """{"NetworkID":["a"]}""", $$"""{"NetworkID":"{{id}}","Options":[],"IPv4Data":"none"}"""]
                : ["[]", "\"text\"", """{"Pool":["a"]}""", """{"Pool":"","Options":[],"V6":"perhaps"}"""];
            foreach (var body in bodies)
            {
                var asked = await trial.CallAsync(method, body);
                trial.Note(method, asked, body.StartsWith('{') && body.Contains(id, StringComparison.Ordinal) ? $"\"{id}\"" : "[\"a\"]");
                asked.MustBeUnderstood();
                if (asked.Refusal is null)
                {
                    throw asked.Warns("an error: that is not of the protocol's types");
                }
            }
        }

        await trial.MustStillAnswerAsync("after JSON of the wrong types");
    }

    private static async Task DeepNestingAsync(Trial trial)
    {
        var body = Encoding.ASCII.GetBytes("{\"Options\":" + new string('[', 100_000));
        foreach (var method in Methods(trial))
        {
            (await trial.CallAsync(method, body)).MustBeRefused("that is no JSON");
        }

        await trial.MustStillAnswerAsync("after JSON that was nested 100,000 deep");
    }

    private static async Task WrongValuesAsync(Trial trial)
    {
        foreach (var pool in new[] { """{"Pool":"nonsense","Gateway":"198.18.0.1/24"}""", """{"Pool":"2001:db8::/64","Gateway":"2001:db8::1/64"}""" })
        {
            var id = Trial.NewId();
            var body = $$"""{"NetworkID":"{{id}}","Options":{},"IPv4Data":[{{pool}}],"IPv6Data":null}""";
            MustNotBeTaken(await trial.Network.CreateAsync(id, body), "an error: that is no IPv4 pool");
        }

        var network = await trial.Network.MakeAsync();
        foreach (var known in new[] { """{"Address":"nonsense"}""", """{"Address":"2001:db8::2/64"}""", """{"MacAddress":"nonsense"}""" })
        {
            var endpoint = Trial.NewId();
            trial.Ledger.Add($"endpoint {endpoint}", token => trial.Plugin.CallAsync(PluginMethod.DeleteEndpoint, NetworkCalls.EndpointJson(network.Id, endpoint), token));
            MustNotBeTaken(
                await trial.CallAsync(PluginMethod.CreateEndpoint, $$"""{"Options":{},"NetworkID":"{{network.Id}}","EndpointID":"{{endpoint}}","Interface":{{known}}}"""),
                "an error: that is no interface");
        }

        await trial.MustStillAnswerAsync("after values that are none");
    }

    private static void MustNotBeTaken(Exchange asked, string expected)
    {
        if (asked.MustBeUnderstood().Refusal is null)
        {
            throw asked.Warns(expected);
        }
    }

    private static List<string> Methods(Trial trial) => trial.MethodsWithArguments().ToList() is { Count: > 0 } methods
        ? methods : throw CheckEndedException.NotTried("the plugin names no driver that it could be tried on");
}
