using LibNetwork.DriverApi;
using LibNetwork.Ipam;

namespace LibNetwork.Tests.Ipam;

public sealed class DynamicPoolTests
{
    private const string Exhausted = "all predefined address pools have been fully subnetted";

    [Fact] // E-026
    public async Task The_local_space_has_fifteen_networks_of_16_bits_then_sixteen_of_20()
    {
        var driver = new DefaultIpamDriver();
        for (var i = 17; i <= 31; i++)
        {
            (await driver.Pool()).Pool.ToString().Should().Be($"172.{i}.0.0/16");
        }

        for (var i = 0; i < 256; i += 16)
        {
            (await driver.Pool()).Pool.ToString().Should().Be($"192.168.{i}.0/20");
        }

        var error = await driver.Pool().Fails();
        error.Message.Should().StartWith(Exhausted + ": 172.17.0.0/16 in /16: 1 of 1 taken; ").And.EndWith("; 192.168.0.0/16 in /20: 16 of 16 taken");
        error.Kind.Should().Be(ErrorKind.InvalidParameter); // E-014, E-036
    }

    [Fact] // E-027
    public async Task The_global_space_has_65536_networks_of_24_bits()
    {
        var driver = new DefaultIpamDriver();
        for (var i = 0; i < 65536; i++)
        {
            var pool = await driver.Pool(space: DefaultIpamDriver.GlobalAddressSpace);
            pool.Pool.ToString().Should().Be($"10.{i >> 8}.{i & 255}.0/24");
        }

        (await driver.Pool(space: DefaultIpamDriver.GlobalAddressSpace).Fails()).Error.Should().Be(IpamError.NoMoreSubnets);
    }

    [Fact] // E-028, E-029
    public async Task No_IPv6_pools_are_built_in()
    {
        var error = await new DefaultIpamDriver().Pool(v6: true).Fails();
        (error.Error, error.Message).Should().Be((IpamError.NoPredefinedPool, "could not find an available predefined network"));
    }

    [Fact] // E-028
    public async Task A_unique_local_prefix_gives_IPv6_pools()
    {
        var driver = Driver("172.17.0.0/16>16 fd8e:4cb8:19::/48>64");
        (await driver.Pool(v6: true)).PoolId.Should().Be("LocalDefault/fd8e:4cb8:19::/64");
        (await driver.Pool("::/0")).PoolId.Should().Be("LocalDefault/fd8e:4cb8:19:1::/64");
        (await driver.Pool()).PoolId.Should().Be("LocalDefault/172.17.0.0/16");
    }

    [Theory] // E-032, E-033, E-036, E-037
    [InlineData("192.168.0.0/16>24", "192.168.0.0/24 192.168.1.0/24 192.168.2.0/23 192.168.4.3/30", "", "192.168.5.0/24")]
    [InlineData("192.168.0.0/16>24", "192.168.255.0/24", "", "192.168.0.0/24")]
    [InlineData("192.168.0.0/16>24", "192.168.0.0/24", "192.168.0.0/24", "192.168.1.0/24")]
    [InlineData("192.168.0.0/16>24", "192.168.0.0/24 192.168.1.0/24 192.168.2.0/30",
        "192.168.2.4/30 192.168.3.0/30 192.168.4.0/23", "192.168.6.0/24")]
    [InlineData("172.16.0.0/15>16", "172.16.0.0/16", "", "172.17.0.0/16")]
    [InlineData("172.16.0.0/15>16", "172.16.0.0/16 172.17.0.0/17", "", null)]
    [InlineData("172.16.0.0/15>16", "172.16.0.0/16 172.17.128.0/17", "", null)]
    [InlineData("172.16.0.0/15>16", "172.16.0.0/16", "172.17.255.255/32", null)]
    [InlineData("172.16.0.0/15>16", "172.16.0.0/16 172.17.0.0/16 192.168.0.0/24", "", null)]
    [InlineData("172.16.0.0/15>16 192.168.0.0/23>24", "172.16.0.0/16 172.17.128.0/17 192.168.0.1/32 192.168.1.0/24", "", null)]
    [InlineData("172.16.0.0/15>16 192.168.0.0/16>24", "172.16.0.0/16 172.17.0.0/17", "", "192.168.0.0/24")]
    [InlineData("10.0.0.0/8>24 192.168.0.0/16>24", "", "10.0.0.0/8", "192.168.0.0/24")]
    [InlineData("10.0.0.0/8>24 192.168.0.0/16>24", "10.0.0.0/8", "10.0.0.0/7", "192.168.0.0/24")]
    [InlineData("10.0.0.0/8>24 192.168.0.0/16>24", "10.0.0.0/24", "192.168.0.0/24", "10.0.1.0/24")]
    [InlineData("10.20.0.0/16>24 192.168.0.0/16>24", "10.0.0.0/8 192.168.0.0/24 192.168.128.0/24", "", "192.168.1.0/24")]
    [InlineData("10.20.0.0/22>24 192.168.0.0/16>24", "10.20.0.0/24 10.20.1.0/24 10.20.2.0/24", "10.20.3.0/24", "192.168.0.0/24")]
    [InlineData("10.20.0.0/16>24 192.168.0.0/16>24", "10.20.0.0/17 10.20.128.0/17", "200.1.2.0/24", "192.168.0.0/24")]
    [InlineData("10.0.0.0/31>31 192.168.0.0/16>24", "10.0.0.0/32 100.0.0.0/32", "", "192.168.0.0/24")]
    [InlineData("10.0.0.0/31>31", "", "10.0.0.1/32", null)]
    [InlineData("255.255.255.0/24>28", "255.255.255.0/25 255.255.255.128/26 255.255.255.192/27", "255.255.255.255/32", "255.255.255.224/28")]
    [InlineData("255.255.255.0/24>28", "", "255.255.255.0/24", null)]
    [InlineData("172.17.0.0/12>16", "", "", "172.17.0.0/16")] // E-031
    [InlineData("172.17.0.0/12>16", "172.17.0.0/24", "", "172.18.0.0/16")]
    [InlineData("192.168.0.0/16>24 10.0.0.0/8>24", "", "", "192.168.0.0/24")] // in the order listed
    [InlineData("10.0.0.0/8>24 10.0.0.0/16>24 10.10.0.0/16>24 192.168.0.0/16>24", "", "10.0.0.0/8", "192.168.0.0/24")] // E-030
    [InlineData("10.0.0.0/8>16 10.0.0.0/8>24 10.10.0.0/8>24 192.168.0.0/24>24", "10.0.0.0/9 10.128.0.0/10 10.192.0.0/11", "10.224.0.0/11", "192.168.0.0/24")]
    public async Task The_first_free_network_of_the_first_pool_with_room_is_chosen(
        string predefined, string taken, string excluded, string? chosen)
    {
        var driver = Driver(predefined);
        foreach (var pool in Words(taken))
        {
            await driver.Pool(pool);
        }

        if (chosen is null)
        {
            (await driver.Pool("", exclude: Words(excluded)).Fails()).Message.Should().StartWith(Exhausted + ": ");
        }
        else
        {
            (await driver.Pool("", exclude: Words(excluded))).Pool.ToString().Should().Be(chosen);
        }
    }

    [Theory] // E-014: which pools were tried, and why each was refused
    [InlineData("10.0.0.0/30>32 10.1.0.0/24>26", "10.0.0.0/31 10.0.0.2/32 10.1.0.0/25", "10.0.0.3/32 10.1.0.128/25 10.1.0.200/32",
        "10.0.0.0/30 in /32: 3 of 4 taken, 1 in use by the host (10.0.0.3/32); 10.1.0.0/24 in /26: 2 of 4 taken, 2 in use by the host (10.1.0.128/25, 10.1.0.200/32)")]
    [InlineData("172.17.0.0/15>16", "172.17.0.0/24", "", "172.17.0.0/15 in /16: 1 of 1 taken")] // nothing below the address as written counts
    [InlineData("10.0.0.0/8>30", "", "10.0.0.0/8", "10.0.0.0/8 has no free /30")]
    public async Task Exhaustion_says_why_each_pool_was_refused(string predefined, string taken, string excluded, string why)
    {
        var driver = Driver(predefined);
        foreach (var pool in Words(taken))
        {
            await driver.Pool(pool);
        }

        (await driver.Pool("", exclude: Words(excluded)).Fails()).Message.Should().Be($"{Exhausted}: {why}");
    }

    [Theory] // E-034, E-037
    [InlineData("172.17.0.0/12>16", "172.17.0.0/20", "0.0.0.0/24", "172.17.16.0/24")]
    [InlineData("172.17.0.0/12>16", "", "0.0.0.0/12", "172.16.0.0/12")]
    [InlineData("192.168.0.0/16>24 10.0.0.0/8>24", "", "0.0.0.0/9", "10.0.0.0/9")]
    [InlineData("192.168.0.0/16>24", "192.168.0.0/32", "0.0.0.0/32", "192.168.0.1/32")]
    [InlineData("192.168.0.0/16>24", "", "0.0.0.0/0", "192.168.0.0/24")] // E-035
    [InlineData("fd00:1::/48>64", "", "::/72", "fd00:1::/72")]
    [InlineData("fd00:1::/48>64", "fd00:1::/49", "::/128", "fd00:1:0:8000::/128")]
    public async Task A_prefix_length_alone_asks_for_a_pool_of_that_size(string predefined, string taken, string wish, string chosen)
    {
        var driver = Driver(predefined);
        foreach (var pool in Words(taken))
        {
            await driver.Pool(pool);
        }

        (await driver.Pool(wish)).Pool.ToString().Should().Be(chosen);
    }

    [Fact] // E-034
    public async Task A_size_that_no_predefined_pool_holds_is_an_invalid_pool()
    {
        var error = await Driver("192.168.0.0/16>24").Pool("0.0.0.0/15").Fails();
        (error.Error, error.Message).Should().Be((IpamError.InvalidPool, "invalid address pool"));
    }

    [Fact] // E-038
    public async Task A_released_pool_is_used_again_lowest_first()
    {
        var driver = Driver("10.0.0.0/8>24");
        var pools = new List<AllocatedPool>();
        for (var i = 0; i < 5; i++)
        {
            pools.Add(await driver.Pool());
        }

        await driver.ReleasePoolAsync(pools[3].PoolId);
        await driver.ReleasePoolAsync(pools[1].PoolId);
        (await driver.Pool()).PoolId.Should().Be(pools[1].PoolId);
        (await driver.Pool()).PoolId.Should().Be(pools[3].PoolId);
        (await driver.Pool()).Pool.ToString().Should().Be("10.0.5.0/24");
    }

    [Fact] // E-059: what is excluded is the concern of pools the driver chooses, not of those a user asks for
    public async Task An_excluded_network_may_be_asked_for_by_name() =>
        (await Driver("10.0.0.0/8>24").Pool("10.0.0.0/24", exclude: ["10.0.0.0/8"])).PoolId.Should().Be("LocalDefault/10.0.0.0/24");

    [Fact]
    public void Predefined_pools_whose_size_does_not_fit_are_reported_all_at_once()
    {
        var make = () => Driver("10.0.0.0/8>7 192.168.0.0/16>33 172.17.0.0/16>16 fd00::/48>129");
        var error = make.Should().Throw<NetworkException>().Which;
        error.Kind.Should().Be(ErrorKind.InvalidParameter);
        error.Message.Split('\n').Should().Equal(
            "predefined pool 10.0.0.0/8: size /7 is not between /8 and /32",
            "predefined pool 192.168.0.0/16: size /33 is not between /16 and /32",
            "predefined pool fd00::/48: size /129 is not between /48 and /128");
    }

    private static DefaultIpamDriver Driver(string predefined) => new(new IpamOptions
    {
        LocalPools = [.. Words(predefined).Select(word => word.Split('>')).Select(parts => new PredefinedPool(CidrAddress.Parse(parts[0]), int.Parse(parts[1])))],
    });

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
