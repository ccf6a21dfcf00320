using System.Reflection;
using System.Xml.Linq;

namespace Architecture.Tests;

/// <summary>A project is a packaging or privilege boundary: what may use what.</summary>
public sealed class ProjectTests
{
    /// <summary>The arrows of docs/architecture.md. A project that is not here has no business under src/.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["LibNetwork.DriverApi"] = [],
        ["LibNetwork.Linux"] = [],
        ["LibNetwork.Api"] = [],
        ["LibNetwork.PluginProtocol"] = ["LibNetwork.DriverApi"],
        ["LibNetwork"] = ["LibNetwork.DriverApi", "LibNetwork.Linux", "LibNetwork.PluginProtocol"],
        ["LibNetwork.Etcd"] = ["LibNetwork"],
        ["LibNetwork.Plugins"] = ["LibNetwork.DriverApi", "LibNetwork.PluginProtocol"],
        ["Dnetd"] = ["LibNetwork", "LibNetwork.Api", "LibNetwork.Etcd", "LibNetwork.Plugins"],
        ["Dnet"] = ["LibNetwork.Api", "LibNetwork.PluginProtocol"],
    };

    [Fact]
    public void Projects_use_each_other_along_the_arrows_only() =>
        ProjectFile.Below("src").SelectMany(project => project.Projects
                .Where(used => !Arrows.TryGetValue(project.Name, out var allowed) || !allowed.Contains(used))
                .Select(used => $"{project.Name} uses {used}"))
            .Should().BeEmpty();

    [Fact]
    public void Every_project_under_src_has_its_place_in_the_map() =>
        ProjectFile.Below("src").Select(project => project.Name).Should().BeSubsetOf(Arrows.Keys);

    [Theory]
    [InlineData("LibNetwork.DriverApi")]
    [InlineData("LibNetwork.Linux")]
    [InlineData("LibNetwork.Api")]
    [InlineData("LibNetwork.PluginProtocol")]
    public void A_project_that_others_compile_against_uses_the_BCL_alone(string name)
    {
        var project = ProjectFile.Below("src").Single(project => project.Name == name);
        project.Packages.Should().BeEmpty();
        project.Sdk.Should().Be("Microsoft.NET.Sdk");
        Assembly.Load(name).GetReferencedAssemblies().Select(assembly => assembly.Name)
            .Where(used => !Arrows[name].Contains(used))
            .Should().OnlyContain(used => used!.StartsWith("System", StringComparison.Ordinal) || used.StartsWith("Microsoft.Win32", StringComparison.Ordinal));
    }

    [Fact]
    public void Only_the_kernel_layer_and_the_client_may_have_unsafe_code() =>
        ProjectFile.Below("src").Where(project => project.AllowsUnsafeCode).Select(project => project.Name)
            .Should().BeSubsetOf(["LibNetwork.Linux", "Dnet"]);

    [Fact]
    public void No_file_above_the_projects_allows_what_a_project_may_not() =>
        new[] { "Directory.Build.props", "src/Directory.Build.props", "Directory.Build.targets" }
            .Where(path => File.Exists(Path.Combine(Repository.Root, path)))
            .Where(path => Repository.Read(path).Contains("AllowUnsafeBlocks", StringComparison.Ordinal)
                || Repository.Read(path).Contains("<ProjectReference", StringComparison.Ordinal))
            .Should().BeEmpty();

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = XDocument.Parse(Repository.Read("LibNetwork.slnx")).Descendants("Project")
            .Select(project => project.Attribute("Path")!.Value);
        solution.Should().BeEquivalentTo(Repository.Projects);
    }

    [Fact]
    public void Only_test_projects_use_what_is_for_tests() =>
        ProjectFile.Below("src").Where(project => project.Packages.Any(package =>
                package.StartsWith("xunit", StringComparison.Ordinal) || package is "AwesomeAssertions" or "CsCheck"))
            .Select(project => project.Name).Should().BeEmpty();
}
