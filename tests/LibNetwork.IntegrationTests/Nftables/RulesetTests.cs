using LibNetwork.Linux.Nftables;

namespace LibNetwork.IntegrationTests.Nftables;

public sealed class RulesetTests
{
    [Fact]
    public async Task The_nft_program_lists_a_table_as_if_it_had_made_it()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        Create(socket, Showcase.Content());

        GoldenFile.ShouldMatchRuleset(host.Run("nft list table inet showcase"), "showcase.nft");
    }

    [Fact]
    public async Task A_table_that_is_read_back_is_the_one_that_was_written()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        Create(socket, Showcase.Content());

        var read = socket.ReadTable(Showcase.Table);

        Showcase.Content().Compare(read).Should().BeEmpty();
    }

    private static void Create(NftablesSocket socket, TableContent content)
    {
        var batch = socket.CreateBatch();
        batch.Add(content);
        socket.Commit(batch);
    }
}
