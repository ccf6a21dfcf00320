using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>What a project file says of what the project may use.</summary>
internal sealed class ProjectFile(string path)
{
    private readonly XDocument _document = XDocument.Parse(Repository.Read(path));

    public string Path { get; } = path;

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public IEnumerable<string> Projects => Includes("ProjectReference").Select(include => System.IO.Path.GetFileNameWithoutExtension(include));

    /// <summary>The packages that go with the product; analyzers do not.</summary>
    public IEnumerable<string> Packages => _document.Descendants("PackageReference")
        .Where(reference => reference.Attribute("PrivateAssets")?.Value != "all")
        .Select(reference => reference.Attribute("Include")!.Value);

    public string? Sdk => _document.Root!.Attribute("Sdk")?.Value;

    public bool AllowsUnsafeCode => _document.Descendants("AllowUnsafeBlocks").Any(element => element.Value == "true");

    public static IEnumerable<ProjectFile> Below(string folder) =>
        Repository.Projects.Where(path => path.StartsWith(folder + "/", StringComparison.Ordinal)).Select(path => new ProjectFile(path));

    private IEnumerable<string> Includes(string element) =>
        _document.Descendants(element).Select(reference => reference.Attribute("Include")!.Value.Replace('\\', '/'));
}
