using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;

namespace LibNetwork.Plugins.Methods;

/// <summary>Nodes that come and go, and keys (B-051, B-052). What is told one after another reaches the driver one after another.</summary>
internal sealed class DiscoveryMethods(INetworkDriver driver)
{
    // No network has this id: its calls are refused.
    private const string Order = "";

    internal IEnumerable<Method> All =>
    [
        new(PluginMethod.DiscoverNew, body => Tell(body, driver.DiscoverNewAsync)),
        new(PluginMethod.DiscoverDelete, body => Tell(body, driver.DiscoverDeleteAsync)),
    ];

    private static PluginCall Tell(ReadOnlyMemory<byte> body, Func<DiscoveryType, IDiscoveryData, CancellationToken, ValueTask> tell)
    {
        var request = RequestCheck.Read(body, PluginJson.Default.DiscoveryRequest);
        var type = (DiscoveryType)request.DiscoveryType;
        var data = Data(type, request.DiscoveryData);
        return new PluginCall(async cancellationToken =>
        {
            if (data is not null)
            {
                await tell(type, data, cancellationToken);
            }

            return Answer.Nothing;
        })
        {
            Order = Order,
            Subject = type.ToString(),
            GoesOn = true,
        };
    }

    // Null for a type that is not known: passed over with success (B-062).
    private static IDiscoveryData? Data(DiscoveryType type, JsonElement data)
    {
        switch (type)
        {
            case DiscoveryType.NodeDiscovery:
                var node = Read(data, PluginJson.Default.NodeMessage);
                var check = new RequestCheck();
                check.Need(node.Address, $"{nameof(DiscoveryRequest.DiscoveryData)}.{nameof(node.Address)}");
                check.ThrowIfAny();
                return new NodeDiscoveryData(node.Address, node.Self, node.BindAddress);
            case DiscoveryType.EncryptionKeysConfig:
                var keys = Read(data, PluginJson.Default.EncryptionKeysMessage);
                if (keys.Keys?.Count != keys.Tags?.Count)
                {
                    throw RequestCheck.Invalid($"{nameof(DiscoveryRequest.DiscoveryData)}: there are {keys.Keys?.Count ?? 0} keys and {keys.Tags?.Count ?? 0} tags");
                }

                return new DriverEncryptionConfig([.. (keys.Keys ?? []).Select(key => new ReadOnlyMemory<byte>(key))], keys.Tags ?? []);
            case DiscoveryType.EncryptionKeysUpdate:
                var update = Read(data, PluginJson.Default.EncryptionUpdateMessage);
                return new DriverEncryptionUpdate
                {
                    Key = update.Key,
                    Tag = update.Tag,
                    Primary = update.Primary,
                    PrimaryTag = update.PrimaryTag,
                    Prune = update.Prune,
                    PruneTag = update.PruneTag,
                };
            default:
                return null;
        }
    }

    private static T Read<T>(JsonElement data, JsonTypeInfo<T> type)
        where T : class, new()
    {
        try
        {
            return data.ValueKind is JsonValueKind.Undefined ? new T() : data.Deserialize(type) ?? new T();
        }
        catch (JsonException e)
        {
            throw RequestCheck.Invalid($"{nameof(DiscoveryRequest.DiscoveryData)}: {PluginText.Reason(e)}");
        }
    }
}
