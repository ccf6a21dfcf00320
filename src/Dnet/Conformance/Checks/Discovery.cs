using LibNetwork.PluginProtocol;

namespace Dnet.Conformance.Checks;

/// <summary>Nodes that come and go.</summary>
internal static class Discovery
{
    // A node of the range for documentation (RFC 5737).
    private const string Node = """{"DiscoveryType":1,"DiscoveryData":{"Address":"192.0.2.1","BindAddress":"","Self":false}}""";
    private const string Keys = """{"DiscoveryType":2,"DiscoveryData":{"Keys":null,"Tags":null}}""";

    internal static IReadOnlyList<Check> Checks { get; } =
    [
        new("discovery/node", "a node that joins and leaves is taken note of", "remote driver B-051, B-052", Roles.Network, NodeAsync),
        new("discovery/other", "what it does not know is passed over or refused", "remote driver B-062", Roles.Network, OtherAsync),
    ];

    private static async Task NodeAsync(Trial trial)
    {
        foreach (var method in new[] { PluginMethod.DiscoverNew, PluginMethod.DiscoverDelete })
        {
            var told = (await trial.CallAsync(method, Node)).MustBeUnderstood();
            if (told.Refusal is not null)
            {
                throw told.Warns("success; Docker logs an error at each node");
            }
        }
    }

    private static async Task OtherAsync(Trial trial)
    {
        (await trial.CallAsync(PluginMethod.DiscoverNew, Keys)).MustBeUnderstood();
        await trial.MustStillAnswerAsync("after a discovery of type 2");
    }
}
