using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Route;

/// <summary>Reads what link messages say of bridges and their ports.</summary>
internal static class BridgeParser
{
    internal static BridgeSettings Bridge(AttributeReader data)
    {
        var settings = default(BridgeSettings);
        while (data.Read())
        {
            settings = data.Type switch
            {
                BridgeAttribute.ForwardDelay => settings with { ForwardDelay = Time(data) },
                BridgeAttribute.AgeingTime => settings with { AgeingTime = Time(data) },
                BridgeAttribute.StpState => settings with { SpanningTree = data.UInt32 != 0 },
                BridgeAttribute.VlanFiltering => settings with { VlanFiltering = data.Byte != 0 },
                BridgeAttribute.GroupForwardMask => settings with { GroupForwardMask = data.UInt16 },
                BridgeAttribute.MulticastSnooping => settings with { MulticastSnooping = data.Byte != 0 },
                BridgeAttribute.VlanDefaultPortId => settings with { VlanDefaultPortId = data.UInt16 },
                _ => settings,
            };
        }

        return settings;
    }

    internal static BridgePortSettings Port(AttributeReader data)
    {
        var settings = default(BridgePortSettings);
        while (data.Read())
        {
            settings = data.Type switch
            {
                BridgePortAttribute.Hairpin => settings with { Hairpin = data.Byte != 0 },
                BridgePortAttribute.Guard => settings with { Guard = data.Byte != 0 },
                BridgePortAttribute.Learning => settings with { Learning = data.Byte != 0 },
                BridgePortAttribute.UnicastFlood => settings with { UnicastFlood = data.Byte != 0 },
                BridgePortAttribute.MulticastFlood => settings with { MulticastFlood = data.Byte != 0 },
                BridgePortAttribute.BroadcastFlood => settings with { BroadcastFlood = data.Byte != 0 },
                BridgePortAttribute.NeighbourSuppress => settings with { NeighbourSuppress = data.Byte != 0 },
                BridgePortAttribute.Isolated => settings with { Isolated = data.Byte != 0 },
                _ => settings,
            };
        }

        return settings;
    }

    internal static bool Forwards(AttributeReader data)
    {
        while (data.Read())
        {
            if (data.Type == BridgePortAttribute.State)
            {
                return data.Byte == BridgePortAttribute.Forwarding;
            }
        }

        return false;
    }

    private static TimeSpan Time(AttributeReader data) => TimeSpan.FromMilliseconds(data.UInt32 * 10.0);
}
