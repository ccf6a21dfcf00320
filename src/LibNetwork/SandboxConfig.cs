namespace LibNetwork;

/// <summary>A sandbox as asked for.</summary>
public sealed record SandboxConfig
{
    /// <summary>The sandbox's name, usually a container's id: 1–255 bytes, no control characters and no slash; unique.</summary>
    public required string Name { get; init; }

    /// <summary>The sandbox is the host's own namespace: nothing in it is touched. Default: false.</summary>
    public bool UseHostNamespace { get; init; }

    /// <summary>Labels, kept for the user.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init => field = value ?? EmptyMap.Instance; } = EmptyMap.Instance;

    /// <summary>Says what is wrong with it, a line each, as far as that can be said without a controller; empty when nothing is.</summary>
    public IReadOnlyList<string> Validate() => Check().Lines;

    internal ValidationErrors Check()
    {
        var errors = new ValidationErrors("invalid sandbox config:");
        errors.AddIfAny(ObjectName.Check(Name));
        return errors;
    }
}
