using LibNetwork.DriverApi;

namespace LibNetwork.PluginProtocol.Addressing;

/// <summary>Finds plugins by their files (B-023 to B-026). Nothing is remembered: a file that appears is found the next time.</summary>
public sealed class PluginLocator(PluginDirectories directories)
{
    private const string SocketExtension = ".sock";
    private const string SpecExtension = ".spec";
    private const string JsonExtension = ".json";

    /// <summary>Finds a plugin: a socket first, then in each directory of specifications <c>.spec</c> before <c>.json</c>, flat before nested.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: no name, or one that is no file's, or a file that cannot
    /// be understood; <see cref="ErrorKind.NotFound"/>: there is no file for it.</exception>
    public PluginAddress Find(string name)
    {
        if (string.IsNullOrEmpty(name))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, "Unable to find plugin without name");
        }

        if (name.Contains('\0', StringComparison.Ordinal) || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"plugin {GoText.Quote(name)}: not a name that a file can have");
        }

        return Candidates(name).Select(PluginFile.Read).FirstOrDefault(address => address is not null)
            ?? throw new NetworkException(ErrorKind.NotFound, $"could not find plugin {name} in v1 plugin registry: plugin not found");
    }

    /// <summary>The names of all plugins there are files for, in alphabetical order (B-024). Directories that cannot be read are passed over.</summary>
    public IReadOnlyList<string> List() =>
        [.. directories.Sockets.SelectMany(directory => Names(directory, SocketExtension))
            .Concat(directories.Specs.SelectMany(directory => Names(directory, SpecExtension).Concat(Names(directory, JsonExtension))))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<string> Candidates(string name) =>
        directories.Sockets.SelectMany(directory => Places(directory, name, SocketExtension)).Concat(
            directories.Specs.SelectMany(directory => Places(directory, name, SpecExtension).Concat(Places(directory, name, JsonExtension))));

    private static string[] Places(string directory, string name, string extension) =>
        [Path.Combine(directory, name + extension), Path.Combine(directory, name, Path.GetFileName(name) + extension)];

    private static IReadOnlyList<string> Names(string directory, string extension)
    {
        try
        {
            var flat = Directory.EnumerateFiles(directory, "*" + extension);
            var nested = Directory.EnumerateDirectories(directory).Select(inner => Path.Combine(inner, Path.GetFileName(inner) + extension));
            return [.. flat.Concat(nested).Where(PluginFile.IsOne).Select(path => Path.GetFileNameWithoutExtension(path)!)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
