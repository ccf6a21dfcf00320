using LibNetwork.DriverApi;
using LibNetwork.Drivers.Bridge;

namespace LibNetwork.Tests.Drivers.Bridge;

/// <summary>A network request, right unless a test makes it wrong.</summary>
internal sealed record BridgeRequest
{
    public const string Id = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

    public string NetworkId { get; init; } = Id;

    public Dictionary<string, object> Options { get; init; } = [];

    public Dictionary<string, string> Labels { get; init; } = [];

    public List<IpamData> IPv4 { get; init; } = [Pool("10.1.0.0/24", "10.1.0.1/24")];

    public List<IpamData> IPv6 { get; init; } = [];

    public static BridgeRequest DualStack => new()
    {
        Options = new() { [NetLabel.EnableIPv6] = true },
        IPv6 = [Pool("fd00:1::/64", "fd00:1::1/64")],
    };

    public static IpamData Pool(string pool, string? gateway, params (string Name, string Address)[] aux) => new()
    {
        AddressSpace = "LocalDefault",
        Pool = CidrAddress.Parse(pool),
        Gateway = gateway is null ? null : CidrAddress.Parse(gateway),
        AuxAddresses = aux.ToDictionary(a => a.Name, a => CidrAddress.Parse(a.Address)),
    };

    public static BridgeRequest With(string label, string value) => new() { Labels = new() { [label] = value } };

    public DriverOptions DriverOptions => new(Options.Append(new(NetLabel.GenericData, Labels)));

    public BridgeConfig Parse() => BridgeConfigParser.Parse(NetworkId, DriverOptions, IPv4, IPv6);

    public NetworkException Refusal() => FluentActions.Invoking(Parse).Should().Throw<NetworkException>().Which;
}
