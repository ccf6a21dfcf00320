namespace LibNetwork.Linux.Route;

/// <content>The settings of bridges and their ports.</content>
public sealed partial class RouteBatch
{
    private void WriteBridgeSettings(in BridgeSettings settings)
    {
        if (settings.IsEmpty)
        {
            return;
        }

        var data = _writer.BeginNested(LinkAttribute.InfoData);
        WriteTime(BridgeAttribute.ForwardDelay, settings.ForwardDelay);
        WriteTime(BridgeAttribute.AgeingTime, settings.AgeingTime);
        if (settings.SpanningTree is { } spanningTree)
        {
            _writer.WriteUInt32(BridgeAttribute.StpState, spanningTree ? 1u : 0);
        }

        WriteFlag(BridgeAttribute.VlanFiltering, settings.VlanFiltering);
        WriteShort(BridgeAttribute.GroupForwardMask, settings.GroupForwardMask);
        WriteFlag(BridgeAttribute.MulticastSnooping, settings.MulticastSnooping);
        WriteShort(BridgeAttribute.VlanDefaultPortId, settings.VlanDefaultPortId);
        _writer.EndNested(data);
    }

    private void WriteBridgePort(in BridgePortSettings settings)
    {
        var info = _writer.BeginNested(LinkAttribute.LinkInfo);
        _writer.WriteString(LinkAttribute.InfoSlaveKind, "bridge");
        var data = _writer.BeginNested(LinkAttribute.InfoSlaveData);
        WriteFlag(BridgePortAttribute.Hairpin, settings.Hairpin);
        WriteFlag(BridgePortAttribute.Guard, settings.Guard);
        WriteFlag(BridgePortAttribute.Learning, settings.Learning);
        WriteFlag(BridgePortAttribute.UnicastFlood, settings.UnicastFlood);
        WriteFlag(BridgePortAttribute.MulticastFlood, settings.MulticastFlood);
        WriteFlag(BridgePortAttribute.BroadcastFlood, settings.BroadcastFlood);
        WriteFlag(BridgePortAttribute.NeighbourSuppress, settings.NeighbourSuppress);
        WriteFlag(BridgePortAttribute.Isolated, settings.Isolated);
        _writer.EndNested(data);
        _writer.EndNested(info);
    }

    // The kernel counts a bridge's times in hundredths of a second (USER_HZ).
    private void WriteTime(ushort type, TimeSpan? time)
    {
        if (time is not null)
        {
            _writer.WriteUInt32(type, (uint)(time.Value.TotalMilliseconds / 10));
        }
    }

    private void WriteShort(ushort type, ushort? value)
    {
        if (value is not null)
        {
            _writer.WriteUInt16(type, value.Value);
        }
    }
}
