namespace LibNetwork.Linux.Sysctl;

/// <summary>The name of a kernel parameter, such as <c>net.ipv4.ip_forward</c>.</summary>
/// <remarks>With a slash anywhere the slashes separate and dots are part of a name
/// (<c>net/ipv4/conf/eth0.5/forwarding</c>); else the dots separate.</remarks>
public readonly record struct SysctlName
{
    private readonly string? _path;

    private SysctlName(string path) => _path = path;

    /// <summary>The parameter's file under <c>/proc/sys</c>.</summary>
    public string Path => $"/proc/sys/{_path}";

    /// <summary>Reads a name in either form.</summary>
    /// <exception cref="ArgumentException">It is empty, or has an empty part, <c>.</c>, <c>..</c> or a zero character.</exception>
    public static SysctlName Parse(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        var path = name.Contains('/') ? name : name.Replace('.', '/');
        foreach (var part in path.AsSpan().Split('/'))
        {
            if (path.AsSpan(part) is "" or "." or ".." || path.AsSpan(part).Contains('\0'))
            {
                throw new ArgumentException($"sysctl name {name} is malformed", nameof(name));
            }
        }

        return new SysctlName(path);
    }

    /// <summary>The name with slashes.</summary>
    public override string ToString() => _path ?? "";
}
