namespace LibNetwork.PluginProtocol.Messages;

/// <summary>An interface of an endpoint; what is not set is empty (B-046).</summary>
public sealed record InterfaceMessage
{
    /// <summary>IPv4 in CIDR form.</summary>
    public string Address { get; init => field = value ?? ""; } = "";

    /// <summary>IPv6 in CIDR form.</summary>
    public string AddressIPv6 { get; init => field = value ?? ""; } = "";

    /// <summary>Six hex pairs with colons.</summary>
    public string MacAddress { get; init => field = value ?? ""; } = "";
}
