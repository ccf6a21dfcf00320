using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Nftables;

/// <summary>Chains on the wire (<c>enum nft_chain_attributes</c>).</summary>
internal static class ChainMessage
{
    private const ushort TableName = 1; // NFTA_CHAIN_TABLE
    private const ushort Name = 3; // NFTA_CHAIN_NAME
    private const ushort HookAttribute = 4; // NFTA_CHAIN_HOOK
    private const ushort Policy = 5; // NFTA_CHAIN_POLICY
    private const ushort Type = 7; // NFTA_CHAIN_TYPE
    private const ushort Data = 12; // NFTA_CHAIN_USERDATA

    private const ushort HookNumber = 1; // NFTA_HOOK_HOOKNUM
    private const ushort HookPriority = 2; // NFTA_HOOK_PRIORITY
    private const ushort HookDevice = 3; // NFTA_HOOK_DEV

    internal static void Write(MessageWriter writer, Chain chain)
    {
        WriteName(writer, chain);
        if (chain.Hook is { } hook)
        {
            writer.WriteString(Type, hook.Type.ToString().ToLowerInvariant());
            writer.WriteUInt32BigEndian(Policy, (uint)hook.Policy);
            var nest = writer.BeginNest(HookAttribute);
            writer.WriteUInt32BigEndian(HookNumber, ToNumber(chain.Table.Family, hook.Point));
            writer.WriteUInt32BigEndian(HookPriority, (uint)hook.Priority);
            if (hook.Device is not null)
            {
                writer.WriteString(HookDevice, hook.Device);
            }

            writer.EndNested(nest);
        }

        UserData.WriteComment(writer, Data, chain.Comment);
    }

    internal static void WriteName(MessageWriter writer, Chain chain)
    {
        writer.WriteHeader(new NetfilterHeader(chain.Table.Family));
        writer.WriteString(TableName, chain.Table.Name);
        writer.WriteString(Name, chain.Name);
    }

    internal static Chain Read(ReadOnlySpan<byte> body)
    {
        var family = (TableFamily)body[0];
        var (table, name, comment) = ("", "", default(string));
        var (hook, type, policy) = (default(ChainHook), ChainType.Filter, ChainPolicy.Accept);
        var attributes = new AttributeReader(body[NetfilterHeader.Size..]);
        while (attributes.Read())
        {
            switch (attributes.Type)
            {
                case TableName:
                    table = attributes.Text;
                    break;
                case Name:
                    name = attributes.Text;
                    break;
                case HookAttribute:
                    hook = ReadHook(family, attributes.Nested);
                    break;
                case Type:
                    type = Enum.TryParse<ChainType>(attributes.Text, ignoreCase: true, out var known) ? known : ChainType.Filter;
                    break;
                case Policy:
                    policy = (ChainPolicy)attributes.UInt32BigEndian;
                    break;
                case Data:
                    comment = UserData.FindText(attributes.Value, UserData.ObjectComment);
                    break;
            }
        }

        return new Chain(new Table(family, table), name)
        {
            Comment = comment,
            Hook = hook is null ? null : hook with { Type = type, Policy = policy },
        };
    }

    private static ChainHook ReadHook(TableFamily family, AttributeReader attributes)
    {
        var hook = new ChainHook(default, default, 0);
        while (attributes.Read())
        {
            hook = attributes.Type switch
            {
                HookNumber => hook with { Point = ToPoint(family, attributes.UInt32BigEndian) },
                HookPriority => hook with { Priority = (int)attributes.UInt32BigEndian },
                HookDevice => hook with { Device = attributes.Text },
                _ => hook,
            };
        }

        return hook;
    }

    // NF_INET_* and NF_BR_* agree; NF_NETDEV_INGRESS is 0, NF_INET_INGRESS is 5.
    private static uint ToNumber(TableFamily family, ChainHookPoint point) => (family, point) switch
    {
        (TableFamily.Netdev, ChainHookPoint.Ingress) => 0,
        (TableFamily.Netdev, ChainHookPoint.Egress) => 1,
        _ => (uint)point,
    };

    private static ChainHookPoint ToPoint(TableFamily family, uint number) => (family, number) switch
    {
        (TableFamily.Netdev, 0) => ChainHookPoint.Ingress,
        (TableFamily.Netdev, _) => ChainHookPoint.Egress,
        _ => (ChainHookPoint)number,
    };
}
