using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>Turns a network's options into a <see cref="BridgeConfig"/>: the one place that knows their spelling.</summary>
internal static class BridgeConfigParser
{
    private const int SmallestMtu = 68; // ETH_MIN_MTU
    private const int SmallestIPv6Mtu = 1280; // IPV6_MIN_MTU
    /// <summary>The bridge device of the default network.</summary>
    public const string DefaultBridgeName = "docker0";
    private const int LongestInterfacePrefix = LinkName.MaxLength - 3; // room for a number up to 999

    /// <summary>The largest MTU that a link can have.</summary>
    public const int LargestMtu = 65535; // ETH_MAX_MTU

    /// <summary>The smallest MTU that a link can have.</summary>
    public static int SmallestMtuOf(bool ipv6) => ipv6 ? SmallestIPv6Mtu : SmallestMtu;

    /// <summary>Reads everything, then reports all that is wrong at once.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: something cannot be read or does not fit;
    /// <see cref="ErrorKind.Forbidden"/>: several pools of a family; <see cref="ErrorKind.NotImplemented"/>: ports on <c>::1</c>.</exception>
    public static BridgeConfig Parse(string networkId, DriverOptions options, IReadOnlyList<IpamData> ipv4Data, IReadOnlyList<IpamData> ipv6Data)
    {
        var errors = new OptionErrors();
        var labels = new LabelReader(Labels(options, errors), errors);
        var (ipv4, ipv6) = Families(options, labels, errors);
        var gateway = GatewayPolicy.Parse(options, labels, errors);
        var isDefaultBridge = labels.Bool(BridgeLabel.DefaultBridge) ?? false;
        var name = InterfaceName(labels, errors) ?? (isDefaultBridge ? DefaultBridgeName : null);
        var config = new BridgeConfig
        {
            NetworkId = networkId,
            InterfaceName = name ?? $"br-{networkId.AsSpan(0, 12)}",
            IsNamed = name is not null,
            IsDefaultBridge = isDefaultBridge,
            IPv4 = ipv4 ? BridgeSubnetParser.ParseIPv4(ipv4Data, gateway, errors) : null,
            IPv6 = ipv6 ? BridgeSubnetParser.ParseIPv6(ipv6Data, gateway, errors) : null,
            Mtu = Mtu(labels, ipv6, errors),
            InterContainerCommunication = labels.Bool(BridgeLabel.EnableIcc) ?? true,
            Masquerade = labels.Bool(BridgeLabel.EnableIPMasquerade) ?? true,
            Internal = gateway.Internal,
            HostIPv4 = labels.SourceAddress(NetLabel.HostIPv4, AddressFamily.InterNetwork),
            HostIPv6 = labels.SourceAddress(NetLabel.HostIPv6, AddressFamily.InterNetworkV6),
            HostBinding = HostBinding(labels, errors),
            GatewayModeIPv4 = gateway.IPv4,
            GatewayModeIPv6 = gateway.IPv6,
            TrustedHostInterfaces = TrustedHostInterfaces(labels),
            ContainerInterfacePrefix = ContainerInterfacePrefix(labels, errors),
        };
        errors.ThrowIfAny();
        return config;
    }

    /// <summary>Reads what decides whether gateway addresses are needed, before there are pools (D-026).</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: something cannot be read.</exception>
    public static GatewayPolicy ParseGatewayPolicy(DriverOptions options)
    {
        var errors = new OptionErrors();
        var policy = GatewayPolicy.Parse(options, new LabelReader(Labels(options, errors), errors), errors);
        errors.ThrowIfAny();
        return policy;
    }

    private static IReadOnlyDictionary<string, string> Labels(DriverOptions options, OptionErrors errors)
    {
        if (options.TryGetValue(NetLabel.GenericData, out var generic) && generic is not IReadOnlyDictionary<string, string>)
        {
            errors.Invalid($"do not recognize network configuration format: {generic.GetType().Name}");
        }

        return options.Labels;
    }

    private static (bool IPv4, bool IPv6) Families(DriverOptions options, LabelReader labels, OptionErrors errors)
    {
        var ipv4 = labels.Bool(NetLabel.EnableIPv4);
        var ipv6 = labels.Bool(NetLabel.EnableIPv6);
        var families = (options.TryGet(NetLabel.EnableIPv4, out bool on4) ? on4 : ipv4 ?? true,
            options.TryGet(NetLabel.EnableIPv6, out bool on6) ? on6 : ipv6 ?? false);
        if (families is (false, false))
        {
            errors.Invalid("IPv4 or IPv6 must be enabled");
        }

        return families;
    }

    private static string? InterfaceName(LabelReader labels, OptionErrors errors)
    {
        var name = labels.Text(BridgeLabel.BridgeName);
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        if (LinkName.Refusal(name) is { } refusal)
        {
            labels.Fail(BridgeLabel.BridgeName, name, $"not the name of an interface: {refusal}");
        }
        else if (name == "lo")
        {
            errors.Add(ErrorKind.Forbidden, "existing interface lo is not a bridge");
        }

        return name;
    }

    private static string ContainerInterfacePrefix(LabelReader labels, OptionErrors errors)
    {
        var prefix = labels.Text(NetLabel.ContainerInterfacePrefix);
        if (string.IsNullOrEmpty(prefix))
        {
            return "eth";
        }

        if (LinkName.Refusal(prefix, LongestInterfacePrefix) is { } refusal)
        {
            labels.Fail(NetLabel.ContainerInterfacePrefix, prefix, $"no interface can be named so: {refusal}");
        }

        return prefix;
    }

    private static IPAddress? HostBinding(LabelReader labels, OptionErrors errors)
    {
        var address = labels.Address(BridgeLabel.HostBindingIPv4);
        if (address is not null && PortOptionsParser.Refusal(address) is var (kind, reason))
        {
            errors.Add(kind, $"failed to parse {BridgeLabel.HostBindingIPv4} value: {address} ({reason})");
        }

        // Docker's word for every address, of IPv6 too.
        return IPAddress.Any.Equals(address) ? null : address;
    }

    private static string[] TrustedHostInterfaces(LabelReader labels)
    {
        var names = (labels.Text(BridgeLabel.TrustedHostInterfaces) ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (LinkName.Refusal(name) is { } refusal)
            {
                labels.Fail(BridgeLabel.TrustedHostInterfaces, name, $"not the name of an interface: {refusal}");
            }
        }

        return names.Length == 0 ? [] : [.. names.Distinct(StringComparer.Ordinal)];
    }

    private static int Mtu(LabelReader labels, bool ipv6, OptionErrors errors)
    {
        var mtu = labels.Number(NetLabel.DriverMtu) ?? 0;
        if (mtu is < 0 or > LargestMtu or (> 0 and < SmallestMtu))
        {
            errors.Invalid($"invalid MTU number: {mtu}");
        }
        else if (ipv6 && mtu is > 0 and < SmallestIPv6Mtu)
        {
            errors.Invalid($"invalid MTU number: {mtu} (IPv6 needs at least {SmallestIPv6Mtu})");
        }

        return mtu;
    }
}
