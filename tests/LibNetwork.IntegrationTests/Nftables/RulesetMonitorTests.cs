using LibNetwork.Linux.Nftables;

namespace LibNetwork.IntegrationTests.Nftables;

public sealed class RulesetMonitorTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");
    private static readonly Set s_set = new(s_table, "s", DataType.Service);

    [Fact]
    public async Task Each_transaction_is_told_with_its_origin_and_its_tables()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        await using var monitor = await RulesetMonitor.StartAsync(host.Namespace);
        var batch = socket.CreateBatch();
        batch.Add(s_table);
        batch.Add(s_set);
        socket.Commit(batch);
        batch.Clear();
        batch.Add(s_set, new SetElement(NftData.Port(80)));
        batch.Add(new Table(TableFamily.Bridge, "b"));
        socket.Commit(batch);
        host.Run("nft delete element inet t s '{ 80 }'; nft flush ruleset");

        // The first told is the question for "destroy", which changes nothing but makes a generation.
        var changes = new List<RulesetChange>();
        while (changes.Count(c => c.Tables.Count > 0) < 4)
        {
            changes.Add(await monitor.Changes.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10)));
        }

        changes.RemoveAll(c => c.Tables.Count == 0);
        changes.Select(c => c.Origin == socket.Origin).Should().Equal(true, true, false, false);
        changes.Select(c => string.Join(", ", c.Tables.Order(Comparer<Table>.Create((a, b) => string.CompareOrdinal(a.Name, b.Name)))))
            .Should().Equal("inet t", "bridge b, inet t", "inet t", "bridge b, inet t");
        changes.Select(c => c.Generation).Should().BeInAscendingOrder();
        changes[^1].ProcessName.Should().Be("nft");
        changes.Should().OnlyContain(c => !c.IsOverrun);
    }

    [Fact]
    public async Task A_monitor_that_nobody_reads_says_that_it_lost_something()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        await using var monitor = await RulesetMonitor.StartAsync(host.Namespace);
        var batch = socket.CreateBatch();
        for (var i = 0; i < 1500; i++)
        {
            batch.Clear();
            batch.Add(s_table);
            batch.Destroy(s_table);
            socket.Commit(batch);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        RulesetChange change;
        do
        {
            change = await monitor.Changes.ReadAsync(patience.Token);
        }
        while (!change.IsOverrun);

        change.Tables.Should().BeEmpty();
    }

    [Fact]
    public async Task The_changes_end_with_the_monitor()
    {
        await using var host = await TestHost.CreateAsync();
        var monitor = await RulesetMonitor.StartAsync(host.Namespace);

        await monitor.DisposeAsync();
        await monitor.DisposeAsync();

        (await monitor.Changes.WaitToReadAsync()).Should().BeFalse();
    }
}
