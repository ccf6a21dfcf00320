using System.Text.Json;

using CsCheck;

namespace LibNetwork.DriverApi.Tests;

public sealed class IpamDataTests
{
    private static readonly IpamData Giallo = new()
    {
        AddressSpace = "giallo",
        Pool = CidrAddress.Parse("10.10.10.8/24"),
        Gateway = CidrAddress.Parse("10.10.10.254/24"),
        AuxAddresses = new Dictionary<string, CidrAddress>
        {
            ["ip2"] = CidrAddress.Parse("10.10.10.2/24"),
            ["ip1"] = CidrAddress.Parse("10.10.10.1/24"),
        },
    };

    [Fact]
    public void Members_are_named_and_ordered_as_drivers_know_them_host_bits_kept() =>
        Write(Giallo).Should().Be(
            """{"AddressSpace":"giallo","AuxAddresses":{"ip1":"10.10.10.1/24","ip2":"10.10.10.2/24"},"Gateway":"10.10.10.254/24","Pool":"10.10.10.8/24"}""");

    [Fact]
    public void Only_the_address_space_is_always_there()
    {
        Write(new IpamData()).Should().Be("""{"AddressSpace":""}""");
        Write(new IpamData { AuxAddresses = new Dictionary<string, CidrAddress>() }).Should().Be("""{"AddressSpace":"","AuxAddresses":{}}""");
        Write(new IpamData { AddressSpace = "a", Pool = CidrAddress.Parse("2001:db8::1/64") })
            .Should().Be("""{"AddressSpace":"a","Pool":"2001:db8::1/64"}""");
    }

    [Fact]
    public void The_golden_value_comes_back() => Read(Write(Giallo)).Should().Be(Giallo);

    [Fact]
    public void Any_value_comes_back()
    {
        var address = Gen.Select(Gen.UInt, Gen.Int[0, 32]).Select(pick => new CidrAddress(new System.Net.IPAddress(pick.Item1), pick.Item2));
        var aux = Gen.Dictionary(Gen.String, address).Select(map => (IReadOnlyDictionary<string, CidrAddress>?)map);
        Gen.Select(Gen.String, address.Nullable(), address.Nullable(), Gen.OneOf(aux, Gen.Const((IReadOnlyDictionary<string, CidrAddress>?)null)))
            .Select(pick => new IpamData { AddressSpace = pick.Item1, Pool = pick.Item2, Gateway = pick.Item3, AuxAddresses = pick.Item4 })
            .Where(data => IsWellFormed(data.AddressSpace) && (data.AuxAddresses?.Keys.All(IsWellFormed) ?? true))
            .Sample(data => Read(Write(data)).Should().Be(data));

        // A lone surrogate is no text, so it does not survive any encoding.
        static bool IsWellFormed(string text) => !text.Any(char.IsSurrogate);
    }

    [Theory] // tolerant of what is absent, null, unknown or in another order
    [InlineData("""{}""")]
    [InlineData("""{"Pool":null,"Gateway":null,"AuxAddresses":null,"AddressSpace":null}""")]
    [InlineData("""{"Unknown":{"Pool":["10.0.0.0/8",{}]},"AddressSpace":""}""")]
    public void What_is_absent_is_no_value(string json) => Read(json).Should().Be(new IpamData());

    [Fact]
    public void Members_come_in_any_order()
    {
        const string Json = """{"Pool":"10.10.10.8/24","AuxAddresses":{"ip2":"10.10.10.2/24","ip1":"10.10.10.1/24"},"AddressSpace":"giallo","Gateway":"10.10.10.254/24"}""";
        Read(Json).Should().Be(Giallo);
    }

    [Theory]
    [InlineData("""{"AddressSpace":7}""", "AddressSpace: expected a string, found Number")]
    [InlineData("""{"AddressSpace":{}}""", "AddressSpace: expected a string, found StartObject")]
    [InlineData("""{"Pool":"10.0.0.0"}""", "Pool: invalid CIDR address: 10.0.0.0")]
    [InlineData("""{"Pool":""}""", "Pool: invalid CIDR address: ")]
    [InlineData("""{"Pool":true}""", "Pool: expected a string, found True")]
    [InlineData("""{"Gateway":"x"}""", "Gateway: invalid CIDR address: x")]
    [InlineData("""{"AuxAddresses":[]}""", "AuxAddresses: expected an object, found StartArray")]
    [InlineData("""{"AuxAddresses":{"db":"10.0.0.300/8"}}""", "AuxAddresses.db: invalid CIDR address: 10.0.0.300/8")]
    [InlineData("""{"AuxAddresses":{"db":null}}""", "AuxAddresses.db: expected a string, found Null")]
    [InlineData("""[]""", "IPAM data: expected an object, found StartArray")]
    public void What_cannot_be_read_is_named(string json, string message)
    {
        var read = () => Read(json);
        read.Should().Throw<JsonException>().WithMessage(message);
    }

    [Theory]
    [InlineData("7", "CIDR address: expected a string, found Number")]
    [InlineData("\"10.0.0.0\"", "invalid CIDR address: 10.0.0.0")]
    public void An_address_alone_that_cannot_be_read_is_named(string json, string message)
    {
        var read = () => JsonSerializer.Deserialize(json, TestJson.Default.CidrAddress);
        read.Should().Throw<JsonException>().WithMessage(message);
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("[]", false)]
    public void A_list_may_be_absent(string json, bool isNull) =>
        (JsonSerializer.Deserialize(json, TestJson.Default.ListIpamData) is null).Should().Be(isNull);

    [Theory]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("2001:db8::/64", true)]
    [InlineData("::ffff:10.0.0.0/104", false)]
    [InlineData(null, false)]
    public void The_family_is_the_pools(string? pool, bool v6) =>
        new IpamData { Pool = pool is null ? null : CidrAddress.Parse(pool) }.IsV6.Should().Be(v6);

    [Fact]
    public void The_text_has_four_lines()
    {
        Giallo.ToString().Should().Be(
            "AddressSpace: giallo\nPool: 10.10.10.8/24\nGateway: 10.10.10.254/24\nAddresses: map[ip1:10.10.10.1/24 ip2:10.10.10.2/24]");
        new IpamData().ToString().Should().Be("AddressSpace: \nPool: <nil>\nGateway: <nil>\nAddresses: map[]");
    }

    [Theory] // K-036
    [InlineData(null, null, null, "invalid pool")]
    [InlineData(null, "10.0.0.1/8", null, "invalid pool")]
    [InlineData("10.0.0.0/8", null, null, "invalid gateway address")]
    [InlineData("10.0.0.0/8", "2001:db8::1/64", null, "incongruent ip versions for pool and gateway")]
    [InlineData("2001:db8::/64", "10.0.0.1/8", null, "incongruent ip versions for pool and gateway")]
    [InlineData("10.0.0.0/8", "11.0.0.1/8", "2001:db8::1/64", "incongruent ip versions for pool and secondary ip address db")]
    [InlineData("10.0.0.0/8", "11.0.0.1/8", "12.0.0.1/8", "invalid gateway address (11.0.0.1/8) does not belong to the pool (10.0.0.0/8)")]
    [InlineData("10.0.0.5/24", "10.0.0.1/24", "10.0.1.9/24", "invalid secondary address db (10.0.1.9/24) does not belong to the pool (10.0.0.5/24)")]
    [InlineData("2001:db8::/64", "2001:db8::1/64", "2001:db9::1/64",
        "invalid secondary address db (2001:db9::1/64) does not belong to the pool (2001:db8::/64)")]
    public void The_first_thing_that_is_wrong_is_said(string? pool, string? gateway, string? aux, string message)
    {
        var validate = () => Data(pool, gateway, aux).Validate();
        var error = validate.Should().Throw<NetworkException>().Which;
        (error.Message, error.Kind).Should().Be((message, ErrorKind.InvalidParameter));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.1/8", null)]
    [InlineData("10.0.0.0/8", "10.0.0.1/8", "10.255.0.9/8")]
    [InlineData("2001:db8::/64", "2001:db8::1/64", "2001:db8::2/64")]
    public void What_fits_together_is_valid(string pool, string gateway, string? aux)
    {
        var validate = () => Data(pool, gateway, aux).Validate();
        validate.Should().NotThrow();
    }

    [Fact]
    public void Values_are_equal_by_content()
    {
        var same = Read(Write(Giallo));
        same.GetHashCode().Should().Be(Giallo.GetHashCode());
        same.Equals(null).Should().BeFalse();
        same.Should().NotBe(Giallo with { AuxAddresses = null });
        same.Should().NotBe(Giallo with { AuxAddresses = new Dictionary<string, CidrAddress> { ["ip1"] = default, ["ip2"] = default } });
        same.Should().NotBe(Giallo with { Pool = null });
        same.Should().NotBe(Giallo with { AddressSpace = "verde" });
    }

    private static IpamData Data(string? pool, string? gateway, string? aux) => new()
    {
        Pool = pool is null ? null : CidrAddress.Parse(pool),
        Gateway = gateway is null ? null : CidrAddress.Parse(gateway),
        AuxAddresses = aux is null ? null : new Dictionary<string, CidrAddress> { ["db"] = CidrAddress.Parse(aux) },
    };

    private static string Write(IpamData data) => JsonSerializer.Serialize(data, TestJson.Default.IpamData);

    private static IpamData Read(string json) => JsonSerializer.Deserialize(json, TestJson.Default.IpamData)!;
}
