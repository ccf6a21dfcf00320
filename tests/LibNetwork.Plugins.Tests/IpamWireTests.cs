using LibNetwork.DriverApi;
using LibNetwork.Plugins.Tests.Doubles;

namespace LibNetwork.Plugins.Tests;

/// <summary>Every message of an IPAM driver as it is on the wire, and what the driver sees of it (B.7).</summary>
public sealed class IpamWireTests
{
    private readonly RecordingIpam _ipam = new();

    public static TheoryData<string, string, string, string?> Messages => new()
    {
        { "Plugin.Activate", "", """{"Implements":["IpamDriver"]}""", null },
        { "IpamDriver.GetCapabilities", "", """{"RequiresMACAddress":true,"RequiresRequestReplay":false}""", null },
        { "IpamDriver.GetDefaultAddressSpaces", "", """{"LocalDefaultAddressSpace":"here","GlobalDefaultAddressSpace":"everywhere"}""", "GetDefaultAddressSpaces" },
        {
            "IpamDriver.RequestPool", """{"AddressSpace":"here","Pool":"10.9.0.0/16","SubPool":"10.9.1.0/24","Options":{"a":"b"},"V6":false}""",
            """{"PoolID":"pool/1","Pool":"10.9.0.0/16","Data":{"com.docker.network.gateway":"10.9.0.1/16"}}""", "RequestPool here|10.9.0.0/16|10.9.1.0/24|a=b|False"
        },
        {
            "IpamDriver.RequestPool", """{"AddressSpace":"here","Pool":"","SubPool":"","Options":null,"V6":true}""",
            """{"PoolID":"pool/1","Pool":"10.9.0.0/16","Data":{"com.docker.network.gateway":"10.9.0.1/16"}}""", "RequestPool here|||null|True"
        },
        { "IpamDriver.ReleasePool", """{"PoolID":"pool/1"}""", "{}", "ReleasePool pool/1" },
        {
            "IpamDriver.RequestAddress", """{"PoolID":"pool/1","Address":"","Options":{"RequestAddressType":"com.docker.network.gateway"}}""",
            """{"Address":"10.9.0.2/16","Data":{"k":"v"}}""", "RequestAddress pool/1||RequestAddressType=com.docker.network.gateway"
        },
        { "IpamDriver.RequestAddress", """{"PoolID":"pool/1","Address":"fd00::7"}""", """{"Address":"10.9.0.2/16","Data":{"k":"v"}}""", "RequestAddress pool/1|fd00::7|null" },
        { "IpamDriver.ReleaseAddress", """{"PoolID":"pool/1","Address":"10.9.0.2"}""", "{}", "ReleaseAddress pool/1|10.9.0.2" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public async Task A_message_reaches_the_driver_and_is_answered_with_the_protocols_names(string method, string request, string answer, string? seen)
    {
        await using var plugin = await Plugin.StartAsync(network: null, _ipam);
        (await plugin.PostAsync(method, request)).Should().Be((200, answer), "rows B-075 to B-080");
        _ipam.Calls.Should().Equal(seen is null ? [] : [seen]);
    }

    [Fact]
    public async Task A_driver_that_hands_out_no_address_answers_an_empty_one()
    {
        _ipam.Next = default;
        await using var plugin = await Plugin.StartAsync(network: null, _ipam);
        (await plugin.PostAsync("IpamDriver.RequestAddress", """{"PoolID":"p"}""")).Should().Be((200, """{"Address":"","Data":null}"""), "row B-085");
    }

    [Fact]
    public async Task An_error_is_said_in_both_ways()
    {
        _ipam.OnCall = (_, _) => throw new IpamException(IpamError.NoAvailableAddresses);
        await using var plugin = await Plugin.StartAsync(network: null, _ipam);
        (await plugin.PostAsync("IpamDriver.RequestAddress", """{"PoolID":"p"}"""))
            .Should().Be((503, """{"Err":"no available addresses on this pool","Error":"no available addresses on this pool"}"""), "row B-081");
    }

    [Fact]
    public async Task Both_drivers_are_on_one_socket()
    {
        var network = new RecordingDriver();
        await using var plugin = await Plugin.StartAsync(network, _ipam);
        (await plugin.PostAsync("Plugin.Activate")).Body.Should().Be("""{"Implements":["NetworkDriver","IpamDriver"]}""");
        await plugin.PostAsync("NetworkDriver.DeleteNetwork", """{"NetworkID":"n"}""");
        await plugin.PostAsync("IpamDriver.ReleasePool", """{"PoolID":"p"}""");
        network.Calls.Should().Equal(["DeleteNetwork n"]);
        _ipam.Calls.Should().Equal(["ReleasePool p"]);
    }
}
