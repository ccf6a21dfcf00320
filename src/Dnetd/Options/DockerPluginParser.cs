namespace Dnetd.Options;

/// <summary>Reads <c>TYPE[=NAME]</c>: what is to be served to a Docker Engine, and under which name.</summary>
internal static class DockerPluginParser
{
    /// <summary>The word for the IPAM driver; any other is the type of a network driver.</summary>
    internal const string Ipam = "ipam";

    private const string DefaultPrefix = "dnet-";
    private const int LongestName = 64;

    // Docker asks its own drivers first: a plugin of that name is never asked.
    private static readonly string[] DockersOwn = ["bridge", "default", "host", "ipvlan", "macvlan", "none", "null", "overlay"];

    /// <summary>Reads them all. A network driver and the IPAM driver of the same name are one plugin, since Docker knows one by each name.</summary>
    internal static IReadOnlyList<DockerPlugin> Parse(IReadOnlyList<string> texts, Action<string> wrong)
    {
        var plugins = new Dictionary<string, DockerPlugin>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var parts = text.Split('=', 2);
            var (type, name) = (parts[0], parts.Length == 2 ? parts[1] : DefaultPrefix + parts[0]);
            if (type.Length == 0)
            {
                wrong($"\"{text}\" is not TYPE or TYPE=NAME");
            }
            else if (!IsName(name))
            {
                wrong($"\"{text}\": a name has 1 to {LongestName} letters, digits, dots, dashes and underscores, and begins with a letter or digit");
            }
            else if (DockersOwn.Contains(name))
            {
                wrong($"\"{text}\": Docker has a driver {name} of its own and would never ask this one; choose another name");
            }
            else if (Add(plugins.GetValueOrDefault(name) ?? new DockerPlugin(name), type) is { } plugin)
            {
                plugins[name] = plugin;
            }
            else
            {
                wrong($"\"{text}\": the name {name} is given twice");
            }
        }

        return [.. plugins.Values];
    }

    private static DockerPlugin? Add(DockerPlugin plugin, string type) => (type, plugin) switch
    {
        (Ipam, { Ipam: false }) => plugin with { Ipam = true },
        (not Ipam, { Driver: null }) => plugin with { Driver = type },
        _ => null,
    };

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
}
