using LibNetwork.DriverApi;

namespace LibNetwork.IntegrationTests.Drivers;

/// <summary>A network of a test: <c>10.N.0.0/16</c> and, if wanted, <c>fd00:N::/64</c>.</summary>
internal sealed class TestNetwork(int number, bool ipv6, IEnumerable<(string Label, string Value)> labels)
{
    public string Id { get; } = number.ToString("x12").PadRight(64, 'e');

    public string Bridge => $"br-{Id[..12]}";

    public int Number => number;

    public bool IPv6 => ipv6;

    public DriverOptions Options { get; } = new(
    [
        new(NetLabel.EnableIPv6, ipv6),
        new(NetLabel.GenericData, labels.ToDictionary(l => l.Label, l => l.Value)),
    ]);

    public IReadOnlyList<IpamData> IPv4Data { get; } =
        [new() { Pool = CidrAddress.Parse($"10.{number}.0.0/16"), Gateway = CidrAddress.Parse($"10.{number}.0.1/16") }];

    public IReadOnlyList<IpamData> IPv6Data { get; } =
        ipv6 ? [new() { Pool = CidrAddress.Parse($"fd00:{number}::/64"), Gateway = CidrAddress.Parse($"fd00:{number}::1/64") }] : [];

    public RestoredNetwork Restored(params TestSandbox[] sandboxes) => new(Id, Options, IPv4Data, IPv6Data,
        [.. sandboxes.Select(s => new RestoredEndpoint(s.EndpointId, s.InterfaceInfo, DriverOptions.Empty, s.IsJoined ? s.Key : null)
        {
            SandboxOptions = s.Options,
            GatewayIPv4EndpointId = s.IsGateway.IPv4 ? s.EndpointId : "",
            GatewayIPv6EndpointId = s.IsGateway.IPv6 ? s.EndpointId : "",
        })]);
}
