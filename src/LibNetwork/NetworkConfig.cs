using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork;

/// <summary>A network as asked for.</summary>
public sealed record NetworkConfig
{
    /// <summary>1–255 bytes, no control characters and no slash; unique.</summary>
    public required string Name { get; init; }

    /// <summary>The driver's type. Default: <c>bridge</c>.</summary>
    public string Driver { get; init => field = value ?? "bridge"; } = "bridge";

    /// <summary>How far it is to reach. <see cref="Scope.Local"/> of a driver whose networks are global is forbidden (C-046);
    /// <see cref="Scope.Global"/> of a local one takes its addresses from the global address space, and still reaches this host alone.</summary>
    /// <value>Default: <see cref="Scope.None"/>, as far as its driver.</value>
    public Scope Scope { get; init; }

    /// <summary>Whether it is no network but a configuration for others, which name it in <see cref="ConfigFrom"/>: it is stored and has neither
    /// addresses nor endpoints; its driver is <c>null</c>, whatever was asked for (C-050). Default: false.</summary>
    public bool ConfigOnly { get; init; }

    /// <summary>Name of the configuration-only network from which it has its families, pools, options and labels (C-051). It says none of these
    /// itself but labels.</summary>
    /// <value>Default: empty, none.</value>
    public string ConfigFrom { get; init => field = value ?? ""; } = "";

    /// <summary>Whether endpoints get IPv4. Default: true.</summary>
    public bool EnableIPv4 { get; init; } = true;

    /// <summary>Whether endpoints get IPv6. Default: false.</summary>
    public bool EnableIPv6 { get; init; }

    /// <summary>Whether the network is cut off from everything outside it. Default: false.</summary>
    public bool Internal { get; init; }

    /// <summary>Kept for the user; local networks are always attachable by hand. Default: false.</summary>
    public bool Attachable { get; init; }

    /// <summary>The IPAM driver. Default: <c>default</c>.</summary>
    public string IpamDriver { get; init => field = value ?? "default"; } = "default";

    /// <summary>Options for the IPAM driver.</summary>
    public IReadOnlyDictionary<string, string> IpamOptions { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>The pools wanted, of both families; a family that is enabled but has none gets one of the IPAM driver's choice.</summary>
    public IReadOnlyList<IpamPoolConfig> IpamPools { get; init => field = value ?? []; } = [];

    /// <summary>The driver's own options, such as <c>com.docker.network.driver.mtu</c>.</summary>
    public IReadOnlyDictionary<string, string> DriverOptions { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Says what is wrong with it, a line each, as far as that can be said without a controller; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => Check().Lines;

    internal ValidationErrors Check()
    {
        var errors = new ValidationErrors("invalid network config:");
        errors.AddIfAny(ObjectName.Check(Name));
        errors.AddIf(!Enum.IsDefined(Scope), $"invalid scope {(int)Scope}");
        IpamPoolValidation.Check(this, errors);
        AnnouncementOptions.Check(DriverOptions, errors);
        return errors;
    }
}
