using System.Text.Json;

namespace LibNetwork.Api.Tests;

/// <summary>JSON on the wire: Docker's names, cases and absences (I-065 to I-075).</summary>
public sealed class ApiJsonTests
{
    [Fact]
    public void A_network_request_with_a_name_alone_has_that_member_alone() =>
        JsonSerializer.Serialize(new NetworkCreateRequest { Name = "web" }, ApiJson.Default.NetworkCreateRequest).Should().Be("""{"Name":"web"}""");

    [Fact]
    public void A_full_network_request_has_dockers_member_names()
    {
        var request = new NetworkCreateRequest
        {
            Name = "web",
            Driver = "bridge",
            Scope = "local",
            EnableIPv4 = true,
            EnableIPv6 = false,
            Ipam = new NetworkIpam
            {
                Driver = "default",
                Options = Map("a", "b"),
                Config =
                [
                    new NetworkIpamConfig
                    {
                        Subnet = "10.0.0.0/24", IPRange = "10.0.0.128/25", Gateway = "10.0.0.1", AuxiliaryAddresses = Map("router", "10.0.0.9"),
                    },
                ],
            },
            Internal = true,
            Attachable = true,
            Options = Map("o", "1"),
            Labels = Map("l", ""),
        };

        JsonSerializer.Serialize(request, ApiJson.Default.NetworkCreateRequest).Should().Be(
            """{"Name":"web","Driver":"bridge","Scope":"local","EnableIPv4":true,"EnableIPv6":false,"IPAM":{"Driver":"default","Options":{"a":"b"}"""
            + ""","Config":[{"Subnet":"10.0.0.0/24","IPRange":"10.0.0.128/25","Gateway":"10.0.0.1","AuxiliaryAddresses":{"router":"10.0.0.9"}}]}"""
            + ""","Internal":true,"Attachable":true,"Options":{"o":"1"},"Labels":{"l":""}}""");
    }

    [Fact]
    public void A_network_in_a_list_has_no_containers_and_null_ipam_options()
    {
        var network = new NetworkResource
        {
            Name = "web",
            Id = "0123",
            Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(1_200_000),
            Scope = "local",
            Driver = "bridge",
            EnableIPv4 = true,
            Ipam = new NetworkIpam { Driver = "default", Config = [new NetworkIpamConfig { Subnet = "10.0.0.0/24", Gateway = "10.0.0.1" }] },
        };

        JsonSerializer.Serialize(network, ApiJson.Default.NetworkResource).Should().Be(
            """{"Name":"web","Id":"0123","Created":"2026-01-02T01:04:05.12Z","Scope":"local","Driver":"bridge","EnableIPv4":true,"EnableIPv6":false"""
            + ""","IPAM":{"Driver":"default","Options":null,"Config":[{"Subnet":"10.0.0.0/24","Gateway":"10.0.0.1"}]},"Internal":false"""
            + ""","Attachable":false,"Ingress":false,"ConfigFrom":{"Network":""},"ConfigOnly":false,"Options":{},"Labels":{}}""");
    }

    [Fact]
    public void Containers_of_an_inspected_network_have_dockers_member_names()
    {
        var network = new NetworkResource
        {
            Name = "web",
            Id = "0123",
            Containers = new Dictionary<string, NetworkContainer>
            {
                ["ep-9"] = new() { Name = "db", EndpointId = "9", MacAddress = "02:42:ac:11:00:02", IPv4Address = "10.0.0.2/24" },
            },
        };

        JsonSerializer.Serialize(network, ApiJson.Default.NetworkResource).Should().Contain(
            """
            "Containers":{"ep-9":{"Name":"db","EndpointID":"9","MacAddress":"02:42:ac:11:00:02","IPv4Address":"10.0.0.2/24","IPv6Address":""}}
            """);
    }

    [Fact]
    public void A_connect_request_has_dockers_member_names()
    {
        var request = new NetworkConnectRequest
        {
            Container = "app",
            EndpointConfig = new EndpointSettings
            {
                IpamConfig = new EndpointIpamConfig { IPv4Address = "10.0.0.7", IPv6Address = "fd00::7" },
                Aliases = ["db"],
                MacAddress = "02:42:ac:11:00:07",
                DriverOpts = Map("o", "1"),
                GatewayPriority = -1,
            },
        };

        JsonSerializer.Serialize(request, ApiJson.Default.NetworkConnectRequest).Should().Be(
            """{"Container":"app","EndpointConfig":{"IPAMConfig":{"IPv4Address":"10.0.0.7","IPv6Address":"fd00::7"},"Aliases":["db"]"""
            + ""","MacAddress":"02:42:ac:11:00:07","DriverOpts":{"o":"1"},"GwPriority":-1}}""");
    }

    [Fact]
    public void An_answer_with_nanoseconds_and_members_unknown_here_is_read()
    {
        var network = JsonSerializer.Deserialize(
            """
            {"Name":"web","Id":"0123","Created":"2026-01-02T03:04:05.123456789Z","Scope":"swarm","Driver":"overlay","IPAM":{"Driver":"default",
             "Options":null,"Config":null},"Peers":[{"Name":"x","IP":"10.0.0.1"}],"ConfigFrom":{"Network":"base"},"Containers":null,"Labels":{"a":"b"}}
            """,
            ApiJson.Default.NetworkResource)!;

        network.Created.Should().Be(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567));
        network.ConfigFrom.Network.Should().Be("base");
        network.Ipam.Config.Should().BeNull();
        network.Containers.Should().BeNull();
        network.Labels.Should().Contain("a", "b");
    }

    [Fact]
    public void An_endpoint_and_a_sandbox_come_back_as_they_were_sent()
    {
        var sandbox = new SandboxResource
        {
            Name = "app",
            Id = "1",
            Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Key = "/run/dnet/netns/1",
            Endpoints = [new EndpointResource { Name = "app", Id = "2", Network = "web", NetworkId = "3", SandboxId = "1", GatewayPriority = 4 }],
            Labels = Map("tier", "front"),
        };

        var json = JsonSerializer.Serialize(sandbox, ApiJson.Default.SandboxResource);

        json.Should().Contain("\"NetworkID\":\"3\"").And.Contain("\"SandboxID\":\"1\"").And.Contain("\"GwPriority\":4")
            .And.Contain("\"Created\":\"2026-01-02T03:04:05Z\"");
        JsonSerializer.Deserialize(json, ApiJson.Default.SandboxResource).Should().BeEquivalentTo(sandbox);
    }

    [Fact]
    public void Members_that_are_absent_or_null_in_an_answer_are_empty()
    {
        var absent = JsonSerializer.Deserialize("""{"Name":"web","Id":"0123"}""", ApiJson.Default.NetworkResource)!;
        var empty = JsonSerializer.Deserialize(
            """{"Name":"web","Id":"0123","Scope":null,"Driver":null,"IPAM":null,"ConfigFrom":null,"Options":null,"Labels":null}""",
            ApiJson.Default.NetworkResource)!;

        absent.Should().BeEquivalentTo(new NetworkResource { Name = "web", Id = "0123" });
        empty.Should().BeEquivalentTo(absent);
        absent.Labels.Should().BeEmpty();
    }

    [Fact]
    public void Quotes_and_letters_are_readable_on_the_wire() =>
        JsonSerializer.Serialize(new ErrorResponse { Message = "network 'größe' <x> not found\n" }, ApiJson.Readable.ErrorResponse)
            .Should().Be("""{"message":"network 'größe' <x> not found\n"}""");

    [Fact]
    public void A_name_that_is_missing_in_an_answer_is_an_error() =>
        FluentActions.Invoking(() => JsonSerializer.Deserialize("""{"Id":"1"}""", ApiJson.Default.NetworkResource)).Should().Throw<JsonException>();

    private static Dictionary<string, string> Map(string key, string value) => new(StringComparer.Ordinal) { [key] = value };
}
