namespace Architecture.Tests;

/// <summary>The files this program was built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static IReadOnlyList<string> Projects { get; } =
        [.. Folder("src"), .. Folder("tests"), .. Folder("bench"), .. Folder("samples")];

    /// <summary>The C# files below a folder, by paths from the root; generated ones left out.</summary>
    public static IEnumerable<string> Sources(string folder) =>
        Directory.Exists(Path.Combine(Root, folder))
            ? Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"))
                .Order(StringComparer.Ordinal)
            : [];

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Folder(string name) =>
        Directory.Exists(Path.Combine(Root, name))
            ? Directory.EnumerateFiles(Path.Combine(Root, name), "*.csproj", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Order(StringComparer.Ordinal)
            : [];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LibNetwork.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("This program runs from its own output folder only.");
        }

        return folder.FullName;
    }
}
