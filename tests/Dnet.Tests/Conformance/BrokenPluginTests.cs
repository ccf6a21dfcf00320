using System.Text.RegularExpressions;
using static Dnet.Tests.Conformance.BrokenPlugin;
using static Dnet.Tests.Conformance.RawReply;

namespace Dnet.Tests.Conformance;

/// <summary>Plugins that are each wrong in one way: the check that is about it says what was sent, what was expected and what came.</summary>
public sealed class BrokenPluginTests
{
    private static readonly Dictionary<string, BrokenPlugin> s_plugins = new()
    {
        ["misspells what it implements"] = At(
            "Plugin.Activate", _ => Success("""{"Implements":["networkDriver"]}"""), "handshake/implements",
            """sent Plugin.Activate (an empty body); expected NetworkDriver or IpamDriver among Implements, spelt like this; came 200 {"Implements":["networkDriver"]}"""),
        ["implements less than it says"] = When(
            request => request.Method.StartsWith("IpamDriver.", StringComparison.Ordinal), new Answer(404, "page not found"), "handshake/kept",
            "sent IpamDriver.GetDefaultAddressSpaces (an empty body); expected an answer, since the handshake names IpamDriver; came 404 page not found",
            "capabilities/address-spaces"),
        ["has no scope"] = At(
            "NetworkDriver.GetCapabilities", _ => Success("""{"Scope":""}"""), "capabilities/scope",
            """sent NetworkDriver.GetCapabilities (an empty body); expected Scope local or global; Docker does not register the driver otherwise; came 200 {"Scope":""}"""),
        ["has a connectivity of its own"] = At(
            "NetworkDriver.GetCapabilities", _ => Success("""{"Scope":"local","ConnectivityScope":"world"}"""), "capabilities/connectivity-scope",
            """*expected ConnectivityScope local, global, or none; came 200 {"Scope":"local","ConnectivityScope":"world"}"""),
        ["answers with nothing"] = At(
            "NetworkDriver.CreateNetwork", _ => Success(""), "networks/create-and-delete",
            """sent NetworkDriver.CreateNetwork {"NetworkID":"*…",*"IPv6Data":null}; expected success: 200 and a JSON object or null; came 200 (an empty body)""",
            "networks/null-lists", "networks/empty-list", "networks/ipv6", "messages/missing-members", "errors/malformed-json", "errors/empty-body", "errors/wrong-types",
            "errors/deep-nesting", "errors/wrong-values"),
        ["dies of null lists"] = When(
            request => request.Method == "NetworkDriver.CreateNetwork" && request.Json is { } json && json["Options"] is not null && json["IPv4Data"] is null, new Drop(), "networks/null-lists",
            """sent NetworkDriver.CreateNetwork {"NetworkID":"*…",*"IPv4Data":null,"IPv6Data":null}; expected an answer; none came: the plugin closed the connection"""),
        ["takes networks twice"] = Rewrite(
            "NetworkDriver.CreateNetwork", (_, answer) => answer.Status == 409 ? Success() : answer, "networks/duplicate",
            """sent NetworkDriver.CreateNetwork {"NetworkID":"*; expected an error: the network exists already; came 200 {}"""),
        ["deletes a network once only"] = Forgetful("NetworkDriver.DeleteNetwork", "NetworkID", "networks/delete-twice",
            """sent NetworkDriver.DeleteNetwork {"NetworkID":"*…"}; expected success: Docker sends it again when the answer was lost; came 400 {"Err":"there is none"}"""),
        ["deletes an endpoint once only"] = Forgetful("NetworkDriver.DeleteEndpoint", "EndpointID", "endpoints/delete-twice",
            """sent NetworkDriver.DeleteEndpoint {"NetworkID":"*…","EndpointID":"*…"}; expected success: Docker sends it again*; came 400 {"Err":"there is none"}"""),
        ["answers the address that was given"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (request, answer) => answer.Body.Contains("Err", StringComparison.Ordinal) ? answer
                : Success($$$"""{"Interface":{{{request.Json!["Interface"]!.ToJsonString()}}}}"""),
            "endpoints/set-once",
            """sent NetworkDriver.CreateEndpoint*"Address":"198.18.*; expected no Address, since one was given; Docker takes even the same one for a change and rolls back; came 200 {"Interface":{"Address":"198.18.*"""),
        ["has a MAC address that is none"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => Changed(answer, "02:42:00:00:", "2:42:0:0:"), "endpoints/parses",
            """*expected a MacAddress such as 02:42:c6:12:00:0a, or none; came 200 {"Interface":{"MacAddress":"2:42:0:0:*"}}"""),
        ["has one MAC address for all"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => Changed(answer, "02:42:00:00:.....", "02:42:00:00:00:01"), "endpoints/several",
            """*expected a MacAddress that no other endpoint of the network has; came 200 {"Interface":{"MacAddress":"02:42:00:00:00:01"}}"""),
        ["joins networks that are not"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => answer.Body.Contains("no such network", StringComparison.Ordinal) ? Success() : answer,
            "endpoints/unknown-network", """sent NetworkDriver.Join {*; expected an error: there is no such network; came 200 {"InterfaceName":*""") with
        {
            Handle = async (request, correct) => await correct() is Answer { Body: not """{"Err":"no such network"}""" } answer ? answer
                : Success("""{"InterfaceName":{"SrcName":"veth1","DstPrefix":"eth"}}"""),
        },
        ["has a name that is too long"] = Rewrite(
            "NetworkDriver.Join", (_, answer) => Changed(answer, "veth0123456", "veth0123456789abc"), "joining/interface-name",
            """sent NetworkDriver.Join*; expected SrcName to be the name of a link: 1 to 15 bytes, no blank, no slash; came 200 {"InterfaceName":{"SrcName":"veth0123456789abc",*"""),
        ["has a gateway elsewhere"] = Rewrite(
            "NetworkDriver.Join", (_, answer) => Changed(answer, "}}$", """},"Gateway":"172.31.0.1"}"""), "joining/gateways",
            """sent NetworkDriver.Join*; expected Gateway to lie in 198.18.*/24, or behind a route of type 1; came 200 {*"Gateway":"172.31.0.1"}""", "joining/gateways-ipv6"),
        ["has a route to nowhere"] = Rewrite(
            "NetworkDriver.Join", (_, answer) => Changed(answer, "}}$", """},"StaticRoutes":[{"Destination":"10.0.0.0/8","RouteType":0,"NextHop":""}]}"""),
            "joining/routes", "*expected the route to 10.0.0.0/8 of type 0 to have a NextHop of its family; came 200 *"),
        ["programs what it cannot revoke"] = At(
            "NetworkDriver.ProgramExternalConnectivity", _ => Success(), "external/program-and-revoke",
            """sent NetworkDriver.RevokeExternalConnectivity {*}; expected the like of what ProgramExternalConnectivity came to: 200 {}; came 404 page not found*"""),
        ["does not listen to what pool is wanted"] = new BrokenPlugin(
            (request, correct) => request.Method == "IpamDriver.RequestPool" && request.Text("Pool").Contains("198.18", StringComparison.Ordinal)
                ? Task.FromResult(Success("""{"PoolID":"p","Pool":"10.1.0.0/16"}""")) : correct(),
            "pools/requested", """sent IpamDriver.RequestPool {*"Pool":"198.18.*/24",*}; expected Pool 198.18.*/24 as it was asked for, or an error; came 200 {"PoolID":"p","Pool":"10.1.0.0/16"}""",
            "pools/overlapping", "pools/sub-pool", "pools/malformed", "addresses/inside", "addresses/distinct", "addresses/gateway", "addresses/exhausted"),
        ["gives pools that overlap"] = Rewrite(
            "IpamDriver.RequestPool", (request, answer) => answer.Status == 403 ? Success($$"""{"PoolID":"again","Pool":"{{request.Text("Pool")}}"}""") : answer,
            "pools/overlapping", """sent IpamDriver.RequestPool {*}; expected an error: it overlaps 198.18.*/24, which was given before; came 200 {"PoolID":"again",*}"""),
        ["chooses a pool that is none"] = Rewrite(
            "IpamDriver.RequestPool", (request, answer) => answer.Status == 200 && request.Text("Pool").Length == 0 ? Success("""{"PoolID":"p","Pool":"10.99.0.0"}""") : answer,
            "pools/chosen", """*expected Pool to be a CIDR such as 198.18.0.0/24; came 200 {"PoolID":"p","Pool":"10.99.0.0"}""", "pools/several"),
        ["gives an address twice"] = Rewrite(
            "IpamDriver.RequestAddress", (request, answer) => request.Text("Address").Length == 0 && request.Text("PoolID") is ['1', ..] pool
                ? Success($$"""{"Address":"{{pool.Replace(".0/", ".2/")}}"}""") : answer,
            "addresses/distinct", """sent IpamDriver.RequestAddress {"PoolID":"*/24","Address":"",*}; expected an address that was not given before; came 200 {"Address":"198.18.*.2/24"}""",
            "addresses/parallel", "addresses/taken", "addresses/gateway", "addresses/exhausted", "pools/sub-pool"),
        ["gives an address that is elsewhere"] = Rewrite(
            "IpamDriver.RequestAddress", (request, answer) => request.Text("Address").Length == 0 && answer.Body.Contains("198.18", StringComparison.Ordinal)
                ? Success("""{"Address":"10.200.0.1/24"}""") : answer,
            "addresses/inside", """*expected an address of 198.18.*/24; came 200 {"Address":"10.200.0.1/24"}""",
            "pools/sub-pool", "addresses/distinct", "addresses/parallel", "addresses/gateway", "addresses/again", "addresses/exhausted"),
        ["gives nothing and calls it success"] = Rewrite(
            "IpamDriver.RequestAddress", (request, answer) => answer.Body.Contains("Error", StringComparison.Ordinal) && request.Text("PoolID").Contains('/', StringComparison.Ordinal)
                ? Success("""{"Address":""}""") : answer,
            "addresses/exhausted", """*expected an Address: Docker says "no address returned"; came 200 {"Address":""}""", "addresses/taken", "addresses/outside"),
        ["answers any method"] = When(
            request => request.Method.EndsWith(".NoSuchMethod", StringComparison.Ordinal), new Answer(500, "no such method"), "errors/unknown-method",
            "sent NetworkDriver.NoSuchMethod {}; expected 404; Docker tells by it which methods a plugin has; came 500 no such method"),
        ["has the other protocol's error"] = Rewrite(
            "IpamDriver.RequestAddress", (_, answer) => answer with { Body = answer.Body.Replace("Error", "Err", StringComparison.Ordinal) }, "errors/ipam-key",
            """sent IpamDriver.RequestAddress {"PoolID":"no-such-pool-*; expected {"Error":…}, or another status than 200; Docker takes this for success; came 200 {"Err":"no such pool"}"""),
        ["has an error that Docker does not see"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => answer with { Body = answer.Body.Replace("Err", "Error", StringComparison.Ordinal) }, "errors/key",
            """sent NetworkDriver.CreateEndpoint*; expected {"Err":…}, or another status than 200; Docker takes this for success; came 200 {"Error":"no such network"}"""),
        ["dies of malformed JSON"] = When(
            request => request.Method == "NetworkDriver.CreateNetwork" && request.Body.Length > 0 && request.Json is null, new Drop(), "errors/malformed-json",
            """sent NetworkDriver.CreateNetwork {"NetworkID":; expected an answer; none came: the plugin closed the connection""",
            "errors/wrong-types", "errors/deep-nesting"),
        ["takes malformed JSON for none"] = When(
            request => request.Method == "NetworkDriver.CreateNetwork" && request.Json is null && request.Body.AsSpan().IndexOf("nonsense"u8) == 0, Success(),
            "errors/malformed-json", "sent NetworkDriver.CreateNetwork nonsense; expected an error: that is no JSON; 400 is the usual status; came 200 {}"),
        ["has a stack for so many brackets only"] = When(
            request => request.Body.Length > 100_000, new Drop(), "errors/deep-nesting",
            """sent NetworkDriver.CreateNetwork {"Options":[[[*… (100011 bytes); expected an answer; none came: the plugin closed the connection"""),
        ["refuses what it does not know"] = When(
            request => request.Json?["Flavour"] is not null, Refuse("unknown field Flavour"), "messages/unknown-members",
            """sent NetworkDriver.CreateNetwork {*; expected success: what it does not know it passes over; came 400 {"Err":"unknown field Flavour"}"""),
    };

    private static readonly Dictionary<string, BrokenPlugin> s_surprising = new()
    {
        ["takes endpoints twice"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => answer.Status == 403 ? Success() : answer, "endpoints/duplicate",
            "sent NetworkDriver.CreateEndpoint*; expected an error: the endpoint exists already; came 200 {}"),
        ["knows every network"] = Rewrite(
            "NetworkDriver.CreateEndpoint", (_, answer) => answer.Body.Contains("no such network", StringComparison.Ordinal) ? Success() : answer,
            "endpoints/unknown-network", "sent NetworkDriver.CreateEndpoint*; expected an error: there is no such network; the plugin sees it only at Join; came 200 {}"),
        ["joins whoever comes"] = Rewrite(
            "NetworkDriver.Join", (_, answer) => answer.Status == 404 ? Success() : answer, "joining/unknown-endpoint",
            """sent NetworkDriver.Join {"NetworkID":"*; expected an error: there is no such endpoint; came 200 {}"""),
    };

    public static TheoryData<string> Names => [.. s_plugins.Keys];

    public static TheoryData<string> SurprisingNames => [.. s_surprising.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_plugin_that_is_wrong_in_one_way_is_told_so_and_the_other_checks_go_on(string name)
    {
        var broken = s_plugins[name];
        await using var plugin = new RawPlugin(broken.Handle);

        var result = await PluginCheck.RunAsync(plugin.Socket);

        result.ExitCode.Should().Be(1);
        ShouldSay(result, broken);
        result.Names("fail").Should().BeEquivalentTo(broken.Others.Append(broken.Check));
        result.Rows.Should().HaveSameCount(Dnet.Conformance.ConformanceSuite.Checks);
        result.Rows.Should().NotContain(row => row.Detail.Contains("has not answered since", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SurprisingNames))]
    public async Task A_plugin_that_keeps_no_account_of_endpoints_is_warned_and_passes(string name)
    {
        var surprising = s_surprising[name];
        await using var plugin = new RawPlugin(surprising.Handle);

        var result = await PluginCheck.RunAsync(plugin.Socket);

        result.Names("warn").Should().Equal(surprising.Check);
        result.Names("fail").Should().BeEmpty();
        result.ExitCode.Should().Be(0);
        ShouldSay(result, surprising);
    }

    // Says no to a delete of what it has deleted before.
    private static BrokenPlugin Forgetful(string method, string idMember, string check, string line)
    {
        var deleted = new HashSet<string>();
        return new BrokenPlugin(
            async (request, correct) =>
            {
                if (request.Method == method)
                {
                    lock (deleted)
                    {
                        if (!deleted.Add(request.Text(idMember)))
                        {
                            return Refuse("there is none");
                        }
                    }
                }

                return await correct();
            },
            check,
            line);
    }

    private static void ShouldSay(PluginCheckResult result, BrokenPlugin broken) =>
        result.Detail(broken.Check).Should().MatchRegex($"^{Regex.Escape(broken.Line).Replace("\\*", ".*", StringComparison.Ordinal)}$");

    private static Answer Changed(Answer answer, string pattern, string replacement) =>
        answer.Status == 200 ? answer with { Body = Regex.Replace(answer.Body, pattern, replacement, RegexOptions.None, TimeSpan.FromSeconds(1)) } : answer;
}
