using System.Net;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json;
using LibNetwork.DriverApi;
using LibNetwork.Store;

namespace LibNetwork.Tests.Store;

public sealed class RecordJsonTests
{
    [Fact]
    public void An_endpoint_comes_back_as_it_was_stored()
    {
        var record = new EndpointRecord
        {
            Id = "e1",
            NetworkId = "n1",
            Created = DateTimeOffset.UnixEpoch,
            Config = new EndpointConfig
            {
                Name = "web",
                IPv4Address = IPAddress.Parse("10.0.0.9"),
                MacAddress = PhysicalAddress.Parse("02-00-00-00-00-01"),
                Aliases = ["www"],
                GatewayPriority = -3,
            },
            MacAddress = PhysicalAddress.Parse("02-00-00-00-00-01"),
            Address = CidrAddress.Parse("10.0.0.9/24"),
            PoolId = "LocalDefault/10.0.0.0/24",
            AddressIPv6 = CidrAddress.Parse("fd00::9/64"),
            SandboxId = "s1",
            Join = new JoinRecord
            {
                HostName = "veth0",
                InterfaceName = "eth0",
                CreatedInSandbox = true,
                Gateway = IPAddress.Parse("10.0.0.1"),
                ForceGatewayIPv6 = true,
                Routes = [new RouteRecord(IPNetwork.Parse("10.9.0.0/16"), IPAddress.Parse("10.0.0.254")), new RouteRecord(IPNetwork.Parse("::/0"), null)],
            },
            State = RecordState.Deleting,
        };
        var again = RecordJson.Read(RecordJson.Write(record, RecordJson.Default.EndpointRecord), RecordJson.Default.EndpointRecord);
        again.Should().BeEquivalentTo(record);
        again.Join!.ForceGatewayIPv6.Should().BeTrue("a restart must choose the same gateway (K-039)");
    }

    [Fact]
    public void A_network_comes_back_as_it_was_stored()
    {
        var record = new NetworkRecord
        {
            Id = "n1",
            Created = DateTimeOffset.UnixEpoch,
            Config = new NetworkConfig
            {
                Name = "web",
                EnableIPv6 = true,
                IpamPools = [new IpamPoolConfig { Subnet = "10.0.0.0/24", Gateway = "10.0.0.1", AuxiliaryAddresses = new Dictionary<string, string> { ["a"] = "10.0.0.2" } }],
                DriverOptions = new Dictionary<string, string> { [NetLabel.DriverMtu] = "1400" },
                Labels = new Dictionary<string, string> { ["k"] = "v" },
            },
            IPv4Pools =
            [
                new PoolRecord
                {
                    PoolId = "p",
                    Config = new IpamPoolConfig(),
                    AddressSpace = "LocalDefault",
                    Pool = CidrAddress.Parse("10.0.0.0/24"),
                    Gateway = CidrAddress.Parse("10.0.0.1/24"),
                    GatewayIsAllocated = true,
                    AuxAddresses = new Dictionary<string, CidrAddress> { ["a"] = CidrAddress.Parse("10.0.0.2/24") },
                },
            ],
        };
        var again = RecordJson.Read(RecordJson.Write(record, RecordJson.Default.NetworkRecord), RecordJson.Default.NetworkRecord);
        again.Should().BeEquivalentTo(record);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2{}")]
    [InlineData("1")]
    [InlineData("1null")]
    [InlineData("1{}")]
    [InlineData("1{\"Id\":\"x\",\"NetworkId\":\"n\",\"Created\":\"1970-01-01T00:00:00+00:00\",\"Config\":{\"Name\":\"a\"},\"Address\":\"nonsense\"}")]
    public void A_damaged_record_is_a_json_error_and_nothing_else(string text)
    {
        var read = () => RecordJson.Read(Encoding.UTF8.GetBytes(text), RecordJson.Default.EndpointRecord);
        read.Should().Throw<JsonException>();
    }

    [Fact] // K-008
    public void A_member_that_an_older_record_lacks_has_its_default_and_is_never_null()
    {
        var network = RecordJson.Read("1{\"Id\":\"n\",\"Created\":\"1970-01-01T00:00:00+00:00\",\"Config\":{\"Name\":\"a\"}}"u8, RecordJson.Default.NetworkRecord);
        network.IPv4Pools.Should().BeEmpty();
        network.IPv6Pools.Should().BeEmpty();
        network.Config.Should().BeEquivalentTo(new NetworkConfig { Name = "a", EnableIPv4 = network.Config.EnableIPv4 });
        var endpoint = RecordJson.Read(
            "1{\"Id\":\"e\",\"NetworkId\":\"n\",\"Created\":\"1970-01-01T00:00:00+00:00\",\"Config\":{\"Name\":\"a\"},\"Join\":{}}"u8, RecordJson.Default.EndpointRecord);
        endpoint.Should().BeEquivalentTo(new EndpointRecord
        {
            Id = "e", NetworkId = "n", Created = DateTimeOffset.UnixEpoch, Config = new EndpointConfig { Name = "a" }, Join = new JoinRecord(),
        });
    }

    [Theory, InlineData("Config"), InlineData("IPv4Pools"), InlineData("Id")] // K-003
    public void A_null_where_there_must_be_a_value_is_damage(string member)
    {
        var text = $"1{{\"Id\":\"n\",\"Created\":\"1970-01-01T00:00:00+00:00\",\"Config\":{{\"Name\":\"a\"}},\"{member}\":null}}";
        var read = () => RecordJson.Read(Encoding.UTF8.GetBytes(text), RecordJson.Default.NetworkRecord);
        read.Should().Throw<JsonException>();
    }

    [Fact]
    public void A_record_of_another_version_is_told_from_a_damaged_one()
    {
        var other = () => RecordJson.Read("2{}"u8, RecordJson.Default.NetworkRecord);
        other.Should().Throw<OtherVersionException>();
        var damaged = () => RecordJson.Read("x{}"u8, RecordJson.Default.NetworkRecord);
        damaged.Should().Throw<JsonException>().Which.Should().NotBeOfType<OtherVersionException>();
    }
}
