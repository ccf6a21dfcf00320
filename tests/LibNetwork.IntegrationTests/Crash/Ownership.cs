using System.Text.Json;
using System.Text.RegularExpressions;
using LibNetwork.Linux.Namespaces;
using LibNetwork.Store;

namespace LibNetwork.IntegrationTests.Crash;

/// <summary>Whether all there is in the kernel and on the disk belongs to something an engine knows, and all it knows is there.</summary>
internal sealed partial class Ownership(TestHost host, NetworkController engine)
{
    /// <summary>Asserts it, link by link, namespace by namespace, address by address, element by element, record by record.</summary>
    public async Task AssertAsync(string because)
    {
        await AssertLinksAsync(because);
        host.PinsInExecRoot().Should().BeEquivalentTo(engine.Sandboxes.Select(sandbox => sandbox.Key), because);
        Directory.EnumerateFiles(Path.Combine(host.ExecRoot, "netns")).Should().HaveCount(engine.Sandboxes.Count, because);
        AssertElements(because);
        AssertInsides(because);
        AssertRecords(because);
    }

    /// <summary>The records on the disk, read from a copy: the file itself is held.</summary>
    public static IReadOnlyList<StoredRecord> Records(TestHost host)
    {
        var copy = Path.Combine(host.Root, $"copy-{Guid.NewGuid():n}.db");
        foreach (var suffix in (string[])["", "-wal"])
        {
            if (File.Exists(Path.Combine(host.DataRoot, "dnet.db" + suffix)))
            {
                File.Copy(Path.Combine(host.DataRoot, "dnet.db" + suffix), copy + suffix);
            }
        }

        using var store = SqliteRecordStore.Open(copy);
        store.Losses.Should().BeEmpty();

        // Deleted endpoints are remembered for as long as their network is there.
        return [.. store.Load().Where(record => StateOf(record) != RecordState.Former)];
    }

    private async Task AssertLinksAsync(string because)
    {
        string[] expected = ["lo", .. engine.Networks.Select(network => $"br-{network.Id[..12]}"),
            .. engine.Endpoints.Where(endpoint => endpoint.Sandbox is not null).Select(endpoint => $"veth{endpoint.Id[..11]}")];

        // The reaper deletes in the background.
        for (var attempt = 0; attempt < 100 && !host.LinkNames().Order().SequenceEqual(expected.Order()); attempt++)
        {
            await Task.Delay(20);
        }

        host.LinkNames().Should().BeEquivalentTo(expected, because);
        foreach (var network in engine.Networks)
        {
            var shown = host.Run($"ip addr show br-{network.Id[..12]}");
            network.IPv4Data.Concat(network.IPv6Data).Should().OnlyContain(pool => shown.Contains(pool.Gateway!.Value.ToString()), because);
        }
    }

    private void AssertElements(string because)
    {
        var ruleset = host.Run("nft list ruleset");
        Bridges().Matches(ruleset).Select(match => match.Value).Distinct()
            .Should().BeEquivalentTo(engine.Networks.Select(network => $"br-{network.Id[..12]}"), because);
        Ids().Matches(ruleset).Select(match => match.Value).Distinct()
            .Should().BeSubsetOf(engine.Networks.Select(network => network.Id).Concat(engine.Endpoints.Select(endpoint => endpoint.Id)), because);
    }

    private void AssertInsides(string because)
    {
        foreach (var sandbox in engine.Sandboxes)
        {
            using var inside = NetworkNamespace.Open(sandbox.Key);
            var links = TestHost.JsonIn(inside, "ip -j addr").EnumerateArray().ToDictionary(link => link.GetProperty("ifname").GetString()!);
            links.Keys.Where(name => !name.StartsWith("gone-", StringComparison.Ordinal))
                .Should().BeEquivalentTo(sandbox.Endpoints.Select(endpoint => endpoint.InterfaceName).Append("lo"), because);
            foreach (var endpoint in sandbox.Endpoints)
            {
                Addresses(links[endpoint.InterfaceName]).Should().BeEquivalentTo(
                    new[] { endpoint.Address?.ToString(), endpoint.AddressIPv6?.ToString() }.OfType<string>(), because);
            }

            var gateways = TestHost.JsonIn(inside, "ip -j route show default").EnumerateArray().Select(route => route.GetProperty("gateway").GetString());
            gateways.Should().BeEquivalentTo(sandbox.Gateways.IPv4?.Gateway is { } gateway ? [gateway.ToString()] : Array.Empty<string>(), because);
        }
    }

    private void AssertRecords(string because)
    {
        var records = Records(host);
        records.Select(record => record.Id).Should().BeEquivalentTo(
            engine.Networks.Select(network => network.Id).Concat(engine.Endpoints.Select(endpoint => endpoint.Id)).Concat(engine.Sandboxes.Select(sandbox => sandbox.Id)), because);
        foreach (var record in records)
        {
            StateOf(record).Should().Be(RecordState.Ready, because);
        }
    }

    private static RecordState StateOf(StoredRecord record)
    {
        using var json = JsonDocument.Parse(record.Value.AsMemory(1));
        return (RecordState)json.RootElement.GetProperty("State").GetInt32();
    }

    private static IEnumerable<string> Addresses(JsonElement link) => link.GetProperty("addr_info").EnumerateArray()
        .Select(address => $"{address.GetProperty("local").GetString()}/{address.GetProperty("prefixlen").GetInt32()}");

    [GeneratedRegex("br-[0-9a-f]{12}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Bridges();

    [GeneratedRegex("(?<=comment \")[0-9a-f]{64}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ids();
}
