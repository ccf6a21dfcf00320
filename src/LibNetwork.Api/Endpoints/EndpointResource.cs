using System.Text.Json.Serialization;

namespace LibNetwork.Api;

/// <summary>An endpoint, as listed and inspected.</summary>
public sealed record EndpointResource
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>64 lower-case hex digits.</summary>
    public required string Id { get; init; }

    /// <summary>When it was created, UTC.</summary>
    [JsonConverter(typeof(Rfc3339Converter))]
    public DateTimeOffset Created { get; init; }

    /// <summary>Its network's name.</summary>
    public string Network { get; init => field = value ?? ""; } = "";

    /// <summary>Its network's id.</summary>
    [JsonPropertyName("NetworkID")]
    public string NetworkId { get; init => field = value ?? ""; } = "";

    /// <summary>Name of the sandbox that has joined; empty when none has.</summary>
    public string Sandbox { get; init => field = value ?? ""; } = "";

    /// <summary>Id of the sandbox that has joined; empty when none has.</summary>
    [JsonPropertyName("SandboxID")]
    public string SandboxId { get; init => field = value ?? ""; } = "";

    /// <summary>The interface's name in the sandbox, <c>eth0</c>; empty when none has joined.</summary>
    public string InterfaceName { get; init => field = value ?? ""; } = "";

    /// <summary>The MAC address, <c>02:42:ac:11:00:02</c>; empty when there is none.</summary>
    public string MacAddress { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv4 address with its pool's prefix; empty when there is none.</summary>
    public string IPv4Address { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv6 address with its pool's prefix; empty when there is none.</summary>
    public string IPv6Address { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv4 gateway it offers its sandbox; empty when it offers none or is not joined.</summary>
    public string Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>The IPv6 gateway it offers its sandbox; empty when it offers none or is not joined.</summary>
    public string IPv6Gateway { get; init => field = value ?? ""; } = "";

    /// <summary>Its priority in the choice of the sandbox's default gateway.</summary>
    [JsonPropertyName("GwPriority")]
    public int GatewayPriority { get; init; }

    /// <summary>More names it is known by on its network.</summary>
    public IReadOnlyList<string> Aliases { get; init => field = value ?? []; } = [];

    /// <summary>More addresses, from 169.254.0.0/16 or fe80::/10.</summary>
    [JsonPropertyName("LinkLocalIPs")]
    public IReadOnlyList<string> LinkLocalAddresses { get; init => field = value ?? []; } = [];

    /// <summary>Kernel parameters of the interface.</summary>
    public IReadOnlyList<string> Sysctls { get; init => field = value ?? []; } = [];

    /// <summary>The driver's own options.</summary>
    public IReadOnlyDictionary<string, string> DriverOpts { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;
}
