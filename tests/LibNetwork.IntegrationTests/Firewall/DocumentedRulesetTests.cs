using System.Runtime.CompilerServices;

namespace LibNetwork.IntegrationTests.Firewall;

/// <summary>The page that explains the rules shows the rules there are.</summary>
public sealed class DocumentedRulesetTests
{
    private const string Begin = "```nft\n";

    [Fact]
    public async Task The_listing_in_the_documentation_is_the_kernels()
    {
        await using var lab = await FirewallLab.CreateAsync();
        await lab.Firewall.ReplaceAllAsync(
            [FirewallLab.Network(1), FirewallLab.Network(2) with { Internal = true, InterContainerCommunication = false }],
            [FirewallLab.Endpoint(1, 2, FirewallLab.Port("0.0.0.0", 8080, "10.1.0.2"), FirewallLab.Port("::", 8080, "fd00:1::2"), FirewallLab.Port("127.0.0.1", 8443, "10.1.0.2"))],
            CancellationToken.None);

        var listed = lab.Rules().Replace("\t", "    ", StringComparison.Ordinal);
        if (GoldenFile.IsUpdating)
        {
            await File.WriteAllTextAsync(Page(), $"{Parts().Before}{Begin}{listed}```{Parts().After}");
        }

        Parts().Listing.Should().Be(listed);
    }

    private static (string Before, string Listing, string After) Parts()
    {
        var page = File.ReadAllText(Page());
        var begin = page.IndexOf(Begin, StringComparison.Ordinal);
        var end = page.IndexOf("```", begin + Begin.Length, StringComparison.Ordinal);
        return (page[..begin], page[(begin + Begin.Length)..end], page[(end + 3)..]);
    }

    private static string Page([CallerFilePath] string test = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(test)!, "../../../docs/firewall.md"));
}
