using LibNetwork.Linux;
using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;

namespace LibNetwork.IntegrationTests.Nftables;

/// <summary>A batch happens wholly or not at all; <c>nft</c> says what happened.</summary>
public sealed class TransactionTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");
    private static readonly Map s_map = new(s_table, "m", DataType.Service, DataType.Mark);

    [Fact]
    public async Task One_refused_element_leaves_everything_as_it_was_and_is_named()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var before = host.Run("nft list ruleset");
        var batch = socket.CreateBatch();
        batch.Add(new Table(TableFamily.Inet, "other"));
        batch.Add(s_map, [Element(1, 1), Element(80, 9), Element(2, 2)]);

        var error = FluentActions.Invoking(() => socket.Commit(batch)).Should().Throw<NetlinkException>().Which;

        (error.Operation, error.Errno).Should().Be(("add element 0x0050 of inet t m", Errno.EEXIST));
        host.Run("nft list ruleset").Should().Be(before);
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);

        Refusal(socket, b => b.Delete(s_map, Element(7, 7))).Should().Be(("delete element 0x0007 of inet t m", Errno.ENOENT));
        Refusal(socket, b => b.Delete(new Chain(s_table, "c"))).Should().Be(("delete chain inet t c", Errno.ENOENT));
        Refusal(socket, b => b.Add(new Rule(new Chain(s_table, "c"), "x") { Verdict.Drop }))
            .Should().Be(("add rule of inet t c \"x\"", Errno.ENOENT));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // as with kernels before 6.3
    public async Task Destroying_forgives_what_is_not_there(bool hasDestroy)
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var interval = new Map(s_table, "i", DataType.Service, DataType.Mark) { Interval = true };
        var batch = new NftablesBatch(hasDestroy);
        batch.Destroy(new Table(TableFamily.Inet, "gone"));
        batch.Destroy(new Chain(s_table, "gone"));
        batch.Destroy(new Set(s_table, "gone", DataType.Mark));
        batch.Add(interval);
        batch.Destroy(interval, SetElement.Range(NftData.Port(1), NftData.Port(9)));
        batch.Destroy(s_map, [Element(7, 7), Element(80, 1), Element(8, 8)]);
        batch.Add(s_map, Element(80, 2));

        socket.Commit(batch);

        socket.ReadElements(s_map).Should().Equal(Element(80, 2));
        host.Run("nft list tables").Trim().Should().Be("table inet t");
    }

    [Fact]
    public async Task Ten_thousand_elements_are_one_transaction()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var set = new Set(s_table, "many", DataType.IPv6Address);
        var elements = Enumerable.Range(0, 10_000)
            .Select(i => new SetElement(NftData.Of([0xfd, .. new byte[11], .. BitConverter.GetBytes(i)])) { Comment = $"element {i}" }).ToArray();
        var generation = socket.ReadGeneration();
        var batch = socket.CreateBatch();
        batch.Add(set);
        batch.Add(set, elements);

        socket.Commit(batch);

        socket.ReadGeneration().Should().Be(generation + 1);
        new HashSet<SetElement>(socket.ReadElements(set)).SetEquals(elements).Should().BeTrue();
    }

    [Fact]
    public async Task A_set_that_the_kernel_is_still_making_room_for_is_read_without_gaps()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var set = new Set(s_table, "many", DataType.Mark);
        var elements = Enumerable.Range(0, 30_000).Select(i => new SetElement(NftData.Mark((uint)i))).ToArray();

        for (var i = 0; i < 10; i++)
        {
            Change(socket, b =>
            {
                b.Destroy(set);
                b.Add(set);
                b.Add(set, elements);
            });
            new HashSet<SetElement>(socket.ReadElements(set)).SetEquals(elements).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Rules_and_elements_are_flushed_and_deleted()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var chain = new Chain(s_table, "c");
        Change(socket, b =>
        {
            b.Add(chain);
            b.Add(new Rule(chain, "first") { Verdict.Accept });
            b.Add(new Rule(chain, "second") { Verdict.Drop });
        });

        Change(socket, b => b.Delete(socket.ReadTable(s_table)!.Rules[0]));
        socket.ReadTable(s_table)!.Rules.Should().ContainSingle().Which.Comment.Should().Be("second");
        Change(socket, b =>
        {
            b.Flush(chain);
            b.Flush(s_map);
        });
        var flushed = socket.ReadTable(s_table)!;
        (flushed.Rules.Count, flushed.Sets["m"].Elements.Count).Should().Be((0, 0));
        Change(socket, b =>
        {
            b.Delete(chain);
            b.Delete(s_map);
        });
        host.Run("nft list ruleset").Should().Be("table inet t {\n}\n");
        Change(socket, b => b.Delete(s_table));
        socket.ReadTables().Should().BeEmpty();
    }

    [Fact]
    public async Task A_batch_for_a_generation_that_has_passed_is_refused()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await WithMapAsync(host);
        var batch = socket.CreateBatch();
        batch.Clear(socket.ReadGeneration());
        batch.Add(s_map, Element(1, 1));
        host.Run("nft add table inet other");

        FluentActions.Invoking(() => socket.Commit(batch)).Should().Throw<NetlinkException>().Which.Errno.Should().Be(Errno.ERESTART);
        batch.Clear(socket.ReadGeneration());
        batch.Add(s_map, Element(1, 1));
        socket.Commit(batch);

        socket.ReadElements(s_map).Should().HaveCount(2);
    }

    [Fact]
    public async Task Elements_with_a_time_go_away()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        var set = new Set(s_table, "s", DataType.Service) { HasTimeouts = true };
        Change(socket, b =>
        {
            b.Add(s_table);
            b.Add(set);
            b.Add(set, new SetElement(NftData.Port(1)) { Timeout = TimeSpan.FromMilliseconds(50) });
            b.Add(set, new SetElement(NftData.Port(2)) { Timeout = TimeSpan.FromHours(1) });
            b.Add(set, new SetElement(NftData.Port(3)));
        });

        for (var i = 0; i < 100 && socket.ReadElements(set).Count > 2; i++)
        {
            await Task.Delay(20);
        }

        host.Run("nft list set inet t s").Should().Contain("2 timeout 1h expires").And.Contain(", 3 }");
        socket.ReadElements(set).Should().BeEquivalentTo(
            [new SetElement(NftData.Port(2)) { Timeout = TimeSpan.FromHours(1) }, new SetElement(NftData.Port(3))]);
    }

    [Fact]
    public async Task A_table_of_the_nft_program_can_be_read_even_where_it_is_not_understood()
    {
        await using var host = await TestHost.CreateAsync();
        using var socket = await NftablesSocket.OpenAsync(host.Namespace);
        host.Run("""
            nft -f - <<'END'
            table inet t {
              set s { type ipv4_addr; flags interval; auto-merge; elements = { 10.0.0.0-10.0.0.9, 10.0.0.11 } }
              map c { typeof ip saddr . meta mark : verdict; flags interval; elements = { 10.0.0.0/8 . 1-5 : drop } }
              chain c {
                type filter hook forward priority 0
                tcp dport { 22, 80-90 } quota over 5 mbytes numgen random mod 2 0 tcp option maxseg size set rt mtu accept
              }
            }
            END
            """);

        var content = socket.ReadTable(s_table)!;

        content.Sets["s"].Elements.Should().BeEquivalentTo(
            [SetElement.Range(NftData.Of([10, 0, 0, 0]), NftData.Of([10, 0, 0, 9])), new SetElement(NftData.Of([10, 0, 0, 11]))]);
        content.Sets["c"].Elements.Should().ContainSingle().Which.Verdict.Should().Be(Verdict.Drop);
        content.Sets.Should().HaveCount(3);
        content.Rules.Should().ContainSingle().Which.Expressions.OfType<UnknownExpression>().Select(e => e.KernelName)
            .Should().Contain(["quota", "numgen"]);
    }

    private static async Task<NftablesSocket> WithMapAsync(TestHost host)
    {
        var socket = await NftablesSocket.OpenAsync(host.Namespace);
        Change(socket, b =>
        {
            b.Add(s_table);
            b.Add(s_map);
            b.Add(s_map, Element(80, 1));
        });
        return socket;
    }

    private static SetElement Element(ushort port, uint mark) => new(NftData.Port(port)) { Value = NftData.Mark(mark) };

    private static void Change(NftablesSocket socket, Action<NftablesBatch> fill)
    {
        var batch = socket.CreateBatch();
        fill(batch);
        socket.Commit(batch);
    }

    private static (string Operation, Errno Errno) Refusal(NftablesSocket socket, Action<NftablesBatch> fill)
    {
        var error = FluentActions.Invoking(() => Change(socket, fill)).Should().Throw<NetlinkException>().Which;
        return (error.Operation, error.Errno);
    }
}
