using LibNetwork.DriverApi;

namespace LibNetwork.Drivers.Bridge;

/// <summary>The labels of the bridge driver (D-001 to D-009).</summary>
internal static class BridgeLabel
{
    /// <summary>The bridge device's name.</summary>
    public const string BridgeName = Prefix + "name";

    /// <summary>Whether outgoing traffic gets an address of the host.</summary>
    public const string EnableIPMasquerade = Prefix + "enable_ip_masquerade";

    /// <summary>How IPv4 passes to the outside.</summary>
    public const string GatewayModeIPv4 = Prefix + "gateway_mode_ipv4";

    /// <summary>How IPv6 passes to the outside.</summary>
    public const string GatewayModeIPv6 = Prefix + "gateway_mode_ipv6";

    /// <summary>Whether sandboxes on the network reach each other.</summary>
    public const string EnableIcc = Prefix + "enable_icc";

    /// <summary>Whether the IPv4 gateway address is kept off the bridge.</summary>
    public const string InhibitIPv4 = Prefix + "inhibit_ipv4";

    /// <summary>The host address that ports are published on by default.</summary>
    public const string HostBindingIPv4 = Prefix + "host_binding_ipv4";

    /// <summary>Marks the default bridge network.</summary>
    public const string DefaultBridge = Prefix + "default_bridge";

    /// <summary>Host interfaces that may reach sandboxes directly.</summary>
    public const string TrustedHostInterfaces = Prefix + "trusted_host_interfaces";

    private const string Prefix = NetLabel.Prefix + ".bridge.";

    /// <summary>All of them.</summary>
    public static IReadOnlySet<string> Known { get; } = new HashSet<string>(StringComparer.Ordinal)
    {
        BridgeName, EnableIPMasquerade, GatewayModeIPv4, GatewayModeIPv6, EnableIcc,
        InhibitIPv4, HostBindingIPv4, DefaultBridge, TrustedHostInterfaces,
    };

    /// <summary>Labels that begin like this driver's but are none: most likely misspelt. They are ignored (D-018).</summary>
    public static IEnumerable<string> Misspelt(IReadOnlyDictionary<string, string> labels) =>
        labels.Keys.Where(label => label.StartsWith(Prefix, StringComparison.Ordinal) && !Known.Contains(label));
}
