using System.Text.Json;
using Dnet.Conformance.Raw;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;

namespace Dnet.Conformance.Checks;

/// <summary>How a plugin says what it is.</summary>
internal static class Handshake
{
    private static readonly string[] s_known =
        [PluginMethod.NetworkToken, PluginMethod.IpamToken, "VolumeDriver", "authz", "LogDriver", "GraphDriver", "MetricsCollector", "SecretProvider"];

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("handshake/answers", "Plugin.Activate without a body is answered", "handshake B-006, B-015", Roles.None, AnswersAsync),
        new("handshake/implements", "it names NetworkDriver, IpamDriver or both", "handshake B-015", Roles.None, ImplementsAsync),
        new("handshake/kept", "what it names is there, and what is there is named", "handshake B-018", Roles.None, KeptAsync),
        new("handshake/again", "asked again it says the same", "handshake B-017", Roles.None, AgainAsync),
        new("handshake/bare", "a POST without any length is one without a body", "handshake B-006", Roles.None, BareAsync),
        new("handshake/host", "an empty Host header will do, and Docker's own", "transport B-003", Roles.None, HostAsync),
    ];

    /// <summary>What the answer of a handshake says the plugin is.</summary>
    internal static Roles RolesOf(Exchange activated) => !activated.Succeeded ? Roles.None : Tokens(activated).Aggregate(Roles.None, (roles, token) => roles | token switch
    {
        PluginMethod.NetworkToken => Roles.Network,
        PluginMethod.IpamToken => Roles.Ipam,
        _ => Roles.None,
    });

    private static async Task AnswersAsync(Trial trial) =>
        (await trial.ActivateAsync()).MustSucceed("""200 and {"Implements":[…]}""");

    private static async Task ImplementsAsync(Trial trial)
    {
        var activated = (await trial.ActivateAsync()).Presume();
        if (RolesOf(activated) == Roles.None)
        {
            throw activated.Fails("NetworkDriver or IpamDriver among Implements, spelt like this");
        }

        if (Tokens(activated).Except(s_known, StringComparer.Ordinal).ToList() is { Count: > 0 } unknown)
        {
            throw activated.Warns($"no token that Docker does not know, such as {string.Join(", ", unknown)}");
        }
    }

    private static async Task KeptAsync(Trial trial)
    {
        if (trial.Roles == Roles.None)
        {
            throw CheckEndedException.NotTried("the handshake names neither of the two");
        }

        foreach (var (role, method) in new[] { (Roles.Network, PluginMethod.GetCapabilities), (Roles.Ipam, PluginMethod.GetDefaultAddressSpaces) })
        {
            var asked = await trial.CallAsync(method);
            if (trial.Roles.HasFlag(role) && asked.IsMissing)
            {
                throw asked.Fails($"an answer, since the handshake names {method.Split('.')[0]}");
            }

            if (!trial.Roles.HasFlag(role) && asked.Succeeded && IsMeant(asked))
            {
                throw asked.Warns($"{method.Split('.')[0]} among Implements, or 404: Docker does not use what is not named");
            }
        }

        // A server that answers everything with {} does not mean it.
        static bool IsMeant(Exchange asked) => IsText(asked.Member("Scope")) || IsText(asked.Member("LocalDefaultAddressSpace"));
        static bool IsText(JsonElement member) => member.ValueKind == JsonValueKind.String;
    }

    private static async Task AgainAsync(Trial trial)
    {
        var first = (await trial.ActivateAsync()).Presume();
        var second = (await trial.ActivateAsync()).MustSucceed("what was answered before");
        if (!Tokens(first).SequenceEqual(Tokens(second), StringComparer.Ordinal))
        {
            throw second.Fails($"the same as before: {first.Came}");
        }
    }

    private static async Task BareAsync(Trial trial) => (await trial.Raw.CallAsync(
            PluginMethod.Activate, RawCalls.Head(PluginMethod.Activate, length: null), [], "Plugin.Activate without Content-Length"))
        .MustSucceed();

    private static async Task HostAsync(Trial trial)
    {
        foreach (var host in new[] { "", "plugin.moby.localhost" })
        {
            (await trial.Raw.CallAsync(
                    PluginMethod.Activate, RawCalls.Head(PluginMethod.Activate, length: 0, host), [], $"Plugin.Activate with \"Host: {host}\""))
                .MustSucceed();
        }
    }

    private static IReadOnlyList<string> Tokens(Exchange activated)
    {
        try
        {
            return activated.Read(PluginJson.Default.ActivateResponse).Implements ?? [];
        }
        catch (CheckEndedException)
        {
            return [];
        }
    }
}
