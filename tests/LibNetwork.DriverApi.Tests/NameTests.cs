namespace LibNetwork.DriverApi.Tests;

public sealed class NameTests
{
    [Theory] // C-001 to C-022
    [InlineData(NetLabel.Prefix, "com.docker.network")]
    [InlineData(NetLabel.GenericData, "com.docker.network.generic")]
    [InlineData(NetLabel.PortMap, "com.docker.network.portmap")]
    [InlineData(NetLabel.MacAddress, "com.docker.network.endpoint.macaddress")]
    [InlineData(NetLabel.ExposedPorts, "com.docker.network.endpoint.exposedports")]
    [InlineData(NetLabel.DnsServers, "com.docker.network.endpoint.dnsservers")]
    [InlineData(NetLabel.EndpointName, "com.docker.network.endpoint.name")]
    [InlineData(NetLabel.EndpointSysctls, "com.docker.network.endpoint.sysctls")]
    [InlineData(NetLabel.InterfaceName, "com.docker.network.endpoint.ifname")]
    [InlineData(NetLabel.EnableIPv4, "com.docker.network.enable_ipv4")]
    [InlineData(NetLabel.EnableIPv6, "com.docker.network.enable_ipv6")]
    [InlineData(NetLabel.DriverMtu, "com.docker.network.driver.mtu")]
    [InlineData(NetLabel.AdvertiseAddressMessages, "com.docker.network.advertise_addr_nmsgs")]
    [InlineData(NetLabel.AdvertiseAddressInterval, "com.docker.network.advertise_addr_ms")]
    [InlineData(NetLabel.OverlayVxlanIdList, "com.docker.network.driver.overlay.vxlanid_list")]
    [InlineData(NetLabel.Gateway, "com.docker.network.gateway")]
    [InlineData(NetLabel.Internal, "com.docker.network.internal")]
    [InlineData(NetLabel.ContainerInterfacePrefix, "com.docker.network.container_iface_prefix")]
    [InlineData(NetLabel.HostIPv4, "com.docker.network.host_ipv4")]
    [InlineData(NetLabel.HostIPv6, "com.docker.network.host_ipv6")]
    [InlineData(NetLabel.NoProxy6To4, "com.docker.network.driver.private.no_proxy_6to4")]
    [InlineData(NetLabel.IpamSerial, "com.docker.network.ipam.serial")]
    [InlineData(NetLabel.OverlayBindInterface, "com.docker.network.driver.overlay.bind_interface")]
    [InlineData(NetLabel.OverlayNeighborIP, "com.docker.network.driver.overlay.neighbor_ip")]
    [InlineData(NetLabel.DriverPrefix, "com.docker.network.driver.")]
    [InlineData(NetLabel.RequestAddressType, "RequestAddressType")]
    [InlineData(NetworkPlugin.EndpointType, "NetworkDriver")]
    public void A_label_is_spelled_as_others_spell_it(string label, string spelling) => label.Should().Be(spelling);

    [Theory] // C-022
    [InlineData(Scope.Local, "com.docker.network.driver.privatelocalkv_provider")]
    [InlineData(Scope.Global, "com.docker.network.driver.privateglobalkv_provider")]
    public void Store_labels_name_their_scope(Scope scope, string label)
    {
        NetLabel.KvProvider(scope).Should().Be(label);
        NetLabel.KvProviderUrl(scope).Should().Be(label + "_url");
        NetLabel.KvProviderConfig(scope).Should().Be(label + "_config");
    }

    [Theory] // C-023
    [InlineData("a=b", "a", "b")]
    [InlineData("a=b=c", "a", "b=c")]
    [InlineData("a=", "a", "")]
    [InlineData("=b", "", "b")]
    [InlineData("a", "a", "")]
    [InlineData("", "", "")]
    public void A_label_splits_at_its_first_equals_sign(string label, string key, string value)
    {
        NetLabel.KeyValue(label).Should().Be((key, value));
        NetLabel.Key(label).Should().Be(key);
        NetLabel.Value(label).Should().Be(value);
    }

    [Theory]
    [InlineData(Scope.None, "")]
    [InlineData(Scope.Local, "local")]
    [InlineData(Scope.Global, "global")]
    [InlineData(Scope.Swarm, "swarm")]
    public void A_scope_comes_back_from_its_name(Scope scope, string name)
    {
        scope.ToWire().Should().Be(name);
        ScopeExtensions.TryParseScope(name, out var parsed).Should().BeTrue();
        parsed.Should().Be(scope);
    }

    [Theory]
    [InlineData("Local")]
    [InlineData("host")]
    [InlineData(" ")]
    [InlineData(null)]
    public void What_is_no_scope_is_refused(string? name) => ScopeExtensions.TryParseScope(name, out _).Should().BeFalse();

    [Theory]
    [InlineData(DiscoveryType.NodeDiscovery, 1)]
    [InlineData(DiscoveryType.EncryptionKeysConfig, 2)]
    [InlineData(DiscoveryType.EncryptionKeysUpdate, 3)]
    [InlineData(RouteType.NextHop, 0)]
    [InlineData(RouteType.Connected, 1)]
    [InlineData(ObjectType.Endpoint, 1)]
    [InlineData(ObjectType.Network, 2)]
    [InlineData(ObjectType.Opaque, 3)]
    public void A_number_that_goes_over_the_wire_is_fixed(Enum value, int number) =>
        Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture).Should().Be(number);

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    public void An_object_type_from_the_wire_is_checked(int number, bool valid) => ((ObjectType)number).IsValid().Should().Be(valid);
}
