using LibNetwork.DriverApi;
using LibNetwork.Firewall;

namespace LibNetwork.Drivers.Bridge;

/// <summary>What decides which gateway addresses a bridge network has.</summary>
/// <param name="Internal">Whether the network is cut off from the outside (D-015).</param>
/// <param name="InhibitIPv4">Whether the IPv4 gateway address is kept off the bridge (D-006).</param>
/// <param name="IPv4">How IPv4 passes to the outside (D-003).</param>
/// <param name="IPv6">How IPv6 passes to the outside (D-004).</param>
internal readonly record struct GatewayPolicy(bool Internal, bool InhibitIPv4, GatewayMode IPv4, GatewayMode IPv6)
{
    /// <summary>Whether nobody uses an IPv4 gateway address (D-026).</summary>
    public bool SkipIPv4 => IPv4 == GatewayMode.Isolated || (InhibitIPv4 && Internal);

    /// <summary>Whether nobody uses an IPv6 gateway address (D-026).</summary>
    public bool SkipIPv6 => IPv6 == GatewayMode.Isolated;

    /// <summary>Reads the policy, gathering what is wrong with it.</summary>
    public static GatewayPolicy Parse(DriverOptions options, LabelReader labels, OptionErrors errors)
    {
        // Either place may say it: a network the user believes to be cut off must not be open.
        var isInternal = (labels.Bool(NetLabel.Internal) ?? false) | (options.TryGet(NetLabel.Internal, out bool on) && on);
        return new GatewayPolicy(isInternal, labels.Bool(BridgeLabel.InhibitIPv4) ?? false,
            Mode(BridgeLabel.GatewayModeIPv4), Mode(BridgeLabel.GatewayModeIPv6));

        GatewayMode Mode(string label)
        {
            switch (labels.Text(label))
            {
                case null or "" or "nat":
                    return GatewayMode.Nat;
                case "isolated":
                    if (!isInternal)
                    {
                        errors.Invalid("gateway mode 'isolated' can only be used for an internal network");
                    }

                    return GatewayMode.Isolated;
                case "nat-unprotected":
                    return GatewayMode.NatUnprotected;
                case "routed":
                    return GatewayMode.Routed;
                case var other:
                    labels.Fail(label, other, $"unknown gateway mode {other}");
                    return GatewayMode.Nat;
            }
        }
    }
}
