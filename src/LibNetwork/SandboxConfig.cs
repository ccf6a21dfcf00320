using System.Net;
using LibNetwork.DriverApi;

namespace LibNetwork;

/// <summary>A sandbox as asked for.</summary>
public sealed record SandboxConfig
{
    /// <summary>The sandbox's name, usually a container's id: 1–255 bytes, no control characters and no slash; unique.</summary>
    public required string Name { get; init; }

    /// <summary>The sandbox is the host's own namespace: nothing in it is touched. Default: false.</summary>
    public bool UseHostNamespace { get; init; }

    /// <summary>Someone else makes its namespace and names it later (<see cref="Sandbox.SetKeyAsync"/>). Endpoints may join before; they are programmed
    /// then. The namespace is never deleted by the engine (C-090). Default: false.</summary>
    public bool UseExternalKey { get; init; }

    /// <summary>Path of a namespace that someone else has made already, such as <c>/proc/4711/ns/net</c>; it implies <see cref="UseExternalKey"/>.</summary>
    /// <value>An absolute path. Default: empty, none.</value>
    public string ExternalKey { get; init => field = value ?? ""; } = "";

    /// <summary>Ports of the sandbox to be published on the host, by whichever endpoint is its default gateway (C-003, C-113).</summary>
    /// <value>TCP, UDP or SCTP; none twice. Default: none.</value>
    public IReadOnlyList<PortBinding> Ports { get; init => field = value ?? []; } = [];

    /// <summary>Ports it serves; drivers are told, nothing is opened (C-005).</summary>
    /// <value>TCP, UDP or SCTP, 1–65535. Default: none.</value>
    public IReadOnlyList<TransportPort> ExposedPorts { get; init => field = value ?? []; } = [];

    /// <summary>The host name (C-085).</summary>
    /// <value>Labels of letters, digits, hyphens and underscores, 1–63 each, dots between; at most 253. Default: empty, none.</value>
    public string Hostname { get; init => field = value ?? ""; } = "";

    /// <summary>The domain that the host name is in.</summary>
    /// <value>As <see cref="Hostname"/>. Default: empty, none.</value>
    public string DomainName { get; init => field = value ?? ""; } = "";

    /// <summary>More hosts it knows by name.</summary>
    public IReadOnlyList<ExtraHost> ExtraHosts { get; init => field = value ?? []; } = [];

    /// <summary>Its name servers. Default: none, the host's.</summary>
    public IReadOnlyList<IPAddress> DnsServers { get; init => field = value ?? []; } = [];

    /// <summary>The domains that short names are looked up in; a single dot for none (C-137). Default: none, the host's.</summary>
    public IReadOnlyList<string> DnsSearch { get; init => field = value ?? []; } = [];

    /// <summary>Options of its resolver, such as <c>ndots:1</c>: not empty, without blanks. Default: none, the host's.</summary>
    public IReadOnlyList<string> DnsOptions { get; init => field = value ?? []; } = [];

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Says what is wrong with it, a line each, as far as that can be said without a controller; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => Check().Lines;

    internal bool IsExternal => UseExternalKey || ExternalKey.Length > 0;

    internal ValidationErrors Check()
    {
        var errors = new ValidationErrors("invalid sandbox config:");
        errors.AddIfAny(ObjectName.Check(Name));
        errors.AddIf(IsExternal && UseHostNamespace, "a sandbox has the host's namespace or someone else's, not both");
        errors.AddIfAny(ExternalKey.Length > 0 ? LibNetwork.ExternalKey.Check(ExternalKey) : null);
        SandboxPortValidation.Check(this, errors);
        HostNaming.Check(this, errors);
        return errors;
    }
}
