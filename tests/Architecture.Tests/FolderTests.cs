using Architecture.Tests.Il;

namespace Architecture.Tests;

/// <summary>A folder of the engine is an architectural boundary: what may see what, read from the compiled code.</summary>
public sealed class FolderTests
{
    private const string Root = "LibNetwork";
    private const string Linux = "LibNetwork.Linux";
    private const string Protocol = "LibNetwork.PluginProtocol";

    /// <summary>Which folders a folder may see. The contract and the BCL are for everyone; a folder that is not here has no place yet.</summary>
    private static readonly Dictionary<string, string[]> MaySee = new()
    {
        [Root] = ["LibNetwork.Ipam", "LibNetwork.Firewall", "LibNetwork.Store", "LibNetwork.Sandboxing", "LibNetwork.Reconciliation",
            "LibNetwork.PluginClient", "LibNetwork.Serving", "LibNetwork.Events", "LibNetwork.Discovery", Protocol, Linux],
        ["LibNetwork.Events"] = [],
        ["LibNetwork.Discovery"] = [],
        ["LibNetwork.Reconciliation"] = [Root, "LibNetwork.Ipam", "LibNetwork.Store", "LibNetwork.Sandboxing", "LibNetwork.PluginClient",
            "LibNetwork.Serving", Linux],
        ["LibNetwork.Serving"] = [Root, "LibNetwork.Store"],
        ["LibNetwork.PluginClient"] = [Root, Protocol],
        ["LibNetwork.Sandboxing"] = [Root, "LibNetwork.Store", Linux],
        ["LibNetwork.Store"] = [Root, Protocol],
        ["LibNetwork.Firewall"] = ["LibNetwork.PortMapping", Linux],
        ["LibNetwork.PortMapping"] = [Linux],
        ["LibNetwork.Ipam"] = [],
        ["LibNetwork.Ipam.Remote"] = ["LibNetwork.Ipam", "LibNetwork.PluginClient", Protocol],
        ["LibNetwork.Drivers"] = ["LibNetwork.Firewall", Linux],
        ["LibNetwork.Drivers.Null"] = ["LibNetwork.Drivers"],
        ["LibNetwork.Drivers.Host"] = ["LibNetwork.Drivers"],
        ["LibNetwork.Drivers.Remote"] = ["LibNetwork.PluginClient", Protocol],
        ["LibNetwork.Drivers.Bridge"] = ["LibNetwork.Drivers", "LibNetwork.Firewall", "LibNetwork.PortMapping", Linux],
    };

    /// <summary>Words of the root that mean the same everywhere and see nothing themselves.</summary>
    private static readonly string[] SharedNouns = ["Rollback", "RollbackFailure", "ValidationErrors", "Findings"];

    /// <summary>The one type that names the drivers that come with the engine.</summary>
    private static readonly TypeName Composition = new(Root, "BuiltIn");

    private static readonly IReadOnlySet<TypeUse> Uses = AssemblyUses.Of(typeof(LibNetwork.NetworkController).Assembly);

    public static TheoryData<string> Folders => [.. MaySee.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_sees_its_neighbours_only(string folder)
    {
        var allowed = MaySee[folder];
        UsesAcross().Where(use => FolderOf(use.User) == folder && !allowed.Contains(FolderOf(use.Used))).Should().BeEmpty();
    }

    [Fact]
    public void Every_namespace_of_the_engine_is_a_folder_of_the_map() =>
        Uses.Select(use => use.User).Where(type => type.IsIn(Root) && !MaySee.ContainsKey(type.Namespace)).Distinct().Should().BeEmpty();

    [Fact]
    public void Address_management_and_the_store_never_see_the_kernel() =>
        Uses.Where(use => (use.User.IsIn("LibNetwork.Ipam") || use.User.IsIn("LibNetwork.Store")) && use.Used.IsIn(Linux)).Should().BeEmpty();

    [Fact]
    public void A_driver_never_sees_another_driver_nor_the_controller() =>
        Uses.Where(use => use.User.Namespace.StartsWith("LibNetwork.Drivers.", StringComparison.Ordinal))
            .Where(use => use.Used.Namespace == Root
                ? !SharedNouns.Contains(use.Used.Name)
                : use.Used.Namespace.StartsWith("LibNetwork.Drivers.", StringComparison.Ordinal) && !use.Used.IsIn(use.User.Namespace))
            .Should().BeEmpty();

    [Fact]
    public void The_engine_knows_drivers_by_their_contract_and_one_type_names_them()
    {
        var naming = Uses.Where(use => !use.User.IsIn("LibNetwork.Drivers") && use.Used.IsIn("LibNetwork.Drivers")).ToList();
        naming.Should().OnlyContain(use => use.User == Composition);
        naming.Should().NotBeEmpty("someone has to register them");
    }

    [Fact]
    public void Shared_nouns_see_nothing_of_the_engine() =>
        UsesAcross().Concat(Uses.Where(use => use.Used.Namespace == Root))
            .Where(use => use.User.Namespace == Root && SharedNouns.Contains(use.User.Name) && !SharedNouns.Contains(use.Used.Name))
            .Should().BeEmpty();

    // Uses from one folder to another, the contract, shared nouns and the composition left out.
    private static IEnumerable<TypeUse> UsesAcross() => Uses.Where(use =>
        use.User.IsIn(Root) && use.Used.IsIn(Root) && !use.Used.IsIn("LibNetwork.DriverApi")
        && FolderOf(use.User) != FolderOf(use.Used)
        && use.User != Composition
        && !(use.Used.Namespace == Root && SharedNouns.Contains(use.Used.Name)));

    private static string FolderOf(TypeName type) => type.IsIn(Linux) ? Linux : type.IsIn(Protocol) ? Protocol : type.Namespace;
}
