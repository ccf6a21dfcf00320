namespace LibNetwork.DriverApi;

/// <summary>The names of labels and option keys that the engine and its drivers share (C-001 to C-022).</summary>
public static class NetLabel
{
    /// <summary>The prefix of every label here.</summary>
    public const string Prefix = "com.docker.network";

    /// <summary>The driver's own options: a map of strings.</summary>
    public const string GenericData = Prefix + ".generic";

    /// <summary>Published ports: a list of <c>PortBinding</c>.</summary>
    public const string PortMap = Prefix + ".portmap";

    /// <summary>The endpoint's MAC address: a <see cref="System.Net.NetworkInformation.PhysicalAddress"/>, base64 on the plugin wire.</summary>
    public const string MacAddress = Prefix + ".endpoint.macaddress";

    /// <summary>Exposed ports: a list of <c>TransportPort</c>.</summary>
    public const string ExposedPorts = Prefix + ".endpoint.exposedports";

    /// <summary>DNS servers of the endpoint.</summary>
    public const string DnsServers = Prefix + ".endpoint.dnsservers";

    /// <summary>The endpoint's name, as an IPAM option.</summary>
    public const string EndpointName = Prefix + ".endpoint.name";

    /// <summary>Sysctls of the endpoint's interface.</summary>
    public const string EndpointSysctls = Prefix + ".endpoint.sysctls";

    /// <summary>The interface's name inside the sandbox.</summary>
    public const string InterfaceName = Prefix + ".endpoint.ifname";

    /// <summary>Whether the network has IPv4: a bool. Default: true.</summary>
    public const string EnableIPv4 = Prefix + ".enable_ipv4";

    /// <summary>Whether the network has IPv6: a bool. Default: false.</summary>
    public const string EnableIPv6 = Prefix + ".enable_ipv6";

    /// <summary>MTU of the network's links, at least 0; 0 leaves the kernel's default.</summary>
    public const string DriverMtu = Prefix + ".driver.mtu";

    /// <summary>How many gratuitous ARPs or unsolicited advertisements to send, 0–3. Default: 3.</summary>
    public const string AdvertiseAddressMessages = Prefix + ".advertise_addr_nmsgs";

    /// <summary>Milliseconds between them, 100–2000. Default: 1000.</summary>
    public const string AdvertiseAddressInterval = Prefix + ".advertise_addr_ms";

    /// <summary>VXLAN ids, comma separated, one per subnet.</summary>
    public const string OverlayVxlanIdList = Prefix + ".driver.overlay.vxlanid_list";

    /// <summary>The gateway: a key of IPAM data, and the value that marks a gateway's address request.</summary>
    public const string Gateway = Prefix + ".gateway";

    /// <summary>Whether the network is cut off from the outside: a bool.</summary>
    public const string Internal = Prefix + ".internal";

    /// <summary>Prefix of interface names in the sandbox. Default: <c>eth</c>.</summary>
    public const string ContainerInterfacePrefix = Prefix + ".container_iface_prefix";

    /// <summary>Source address of masqueraded IPv4 traffic.</summary>
    public const string HostIPv4 = Prefix + ".host_ipv4";

    /// <summary>Source address of masqueraded IPv6 traffic.</summary>
    public const string HostIPv6 = Prefix + ".host_ipv6";

    /// <summary>Internal: no IPv6 host to IPv4 sandbox forwarding.</summary>
    public const string NoProxy6To4 = Prefix + ".driver.private.no_proxy_6to4";

    /// <summary>Serial allocation: <c>true</c> takes the next address after the last one.</summary>
    public const string IpamSerial = Prefix + ".ipam.serial";

    /// <summary>The key of an IPAM request's kind; its value is <see cref="Gateway"/> for a gateway.</summary>
    public const string RequestAddressType = "RequestAddressType";

    /// <summary>Prefix of daemon labels handed to drivers when they start (C-024).</summary>
    public const string DriverPrefix = Prefix + ".driver.";

    /// <summary>2015: the link that the overlay driver binds to.</summary>
    public const string OverlayBindInterface = DriverPrefix + "overlay.bind_interface";

    /// <summary>2015: the address of a node that the overlay driver joins by.</summary>
    public const string OverlayNeighborIP = DriverPrefix + "overlay.neighbor_ip";

    private const string DriverPrivatePrefix = Prefix + ".driver.private";

    /// <summary>2015: which key-value store a driver of the scope uses.</summary>
    public static string KvProvider(Scope scope) => DriverPrivatePrefix + scope.ToWire() + "kv_provider";

    /// <summary>2015: where that store is.</summary>
    public static string KvProviderUrl(Scope scope) => DriverPrivatePrefix + scope.ToWire() + "kv_provider_url";

    /// <summary>2015: how that store is reached.</summary>
    public static string KvProviderConfig(Scope scope) => DriverPrivatePrefix + scope.ToWire() + "kv_provider_config";

    /// <summary>The part of <c>key=value</c> before the first equals sign; the whole label when there is none (C-023).</summary>
    public static string Key(string label) => KeyValue(label).Key;

    /// <summary>The part of <c>key=value</c> after the first equals sign; empty when there is none (C-023).</summary>
    public static string Value(string label) => KeyValue(label).Value;

    /// <summary>Splits <c>key=value</c> at the first equals sign; the value is empty when there is none (C-023).</summary>
    public static (string Key, string Value) KeyValue(string label)
    {
        ArgumentNullException.ThrowIfNull(label);
        var equals = label.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (label, "") : (label[..equals], label[(equals + 1)..]);
    }
}
