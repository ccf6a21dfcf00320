using LibNetwork.Linux.Netlink;
using LibNetwork.Linux.Nftables;
using LibNetwork.Linux.Tests.Netlink;

namespace LibNetwork.Linux.Tests.Nftables;

/// <summary>What a caller learns when the kernel refuses a transaction, and what is forgiven where the kernel knows no "destroy".</summary>
public sealed class RefusedBatchTests
{
    private static readonly Table s_table = new(TableFamily.Inet, "t");
    private static readonly Set s_set = new(s_table, "s", DataType.Service);

    [Fact]
    public void The_first_refusal_is_thrown_and_the_others_are_in_it()
    {
        using var socket = Socket(_ => [(2, Errno.ENOENT, null), (3, Errno.EEXIST, "already there")], out _);
        var batch = new NftablesBatch();
        batch.Add(s_table);
        batch.Add(new Rule(new Chain(s_table, "c"), "ICC") { Verdict.Drop });
        batch.Add(new Map(s_table, "m", DataType.Service, DataType.Mark));

        var error = FluentActions.Invoking(() => socket.Commit(batch)).Should().Throw<NetlinkException>().Which;

        (error.Operation, error.Errno).Should().Be(("add rule of inet t c \"ICC\"", Errno.ENOENT));
        error.Others.Should().ContainSingle().Which.Should()
            .BeEquivalentTo(new { Operation = "add map inet t m", Errno = Errno.EEXIST, ExtendedAck = "already there" });
    }

    [Fact]
    public void A_refusal_of_the_whole_transaction_says_so()
    {
        using var socket = Socket(_ => [(0, Errno.ERESTART, null)], out _);
        var batch = new NftablesBatch();
        batch.Clear(generation: 1);
        batch.Add(s_table);

        FluentActions.Invoking(() => socket.Commit(batch)).Should().Throw<NetlinkException>()
            .Which.Operation.Should().Be("commit nftables transaction");
    }

    [Fact]
    public void An_empty_batch_is_not_sent()
    {
        using var socket = Socket(_ => [], out var kernel);

        socket.Commit(new NftablesBatch());

        kernel.Requests.Should().BeEmpty();
    }

    [Fact]
    public void A_kernel_that_knows_destroy_is_told_to_destroy()
    {
        using var socket = Socket(_ => [], out var kernel);
        var batch = socket.CreateBatch();
        batch.Destroy(s_table);
        batch.Destroy(s_set, [Element(1), Element(2)]);

        socket.Commit(batch);

        Types(kernel.Requests[^1]).Should().Equal(0xa00 + 26, 0xa00 + 30);
    }

    [Fact]
    public void Without_destroy_what_is_not_there_is_left_out_and_the_rest_is_sent_again()
    {
        // A kernel before 6.3: it does not know the probe, and of three deletions two miss.
        using var socket = Socket(request => Types(request) switch
        {
            [0xa00 + 26] => [(1, Errno.EINVAL, null)],
            { Count: 5 } => [(1, Errno.ENOENT, null), (3, Errno.ENOENT, null)],
            _ => [],
        }, out var kernel);
        var batch = socket.CreateBatch();
        batch.Destroy(new Chain(s_table, "gone"));
        batch.Destroy(s_set, [Element(1), Element(2), Element(3)]);
        batch.Add(s_set, Element(4));

        socket.Commit(batch);

        kernel.Requests.Should().HaveCount(3);
        Types(kernel.Requests[2]).Should().Equal(MessageType.DeleteElement, MessageType.DeleteElement, MessageType.NewElement);
        Keys(kernel.Requests[2]).Should().Equal(NftData.Port(1), NftData.Port(3), NftData.Port(4));
        Wire.Headers(kernel.Requests[2])[0].Type.Should().Be(MessageType.BatchBegin);
        Wire.Headers(kernel.Requests[2])[^1].Type.Should().Be(MessageType.BatchEnd);
    }

    [Fact]
    public void Without_destroy_a_batch_of_nothing_but_misses_is_success()
    {
        using var socket = Socket(_ => [(1, Errno.ENOENT, null)], out var kernel);
        var batch = new NftablesBatch(hasDestroy: false);
        batch.Destroy(s_table);

        socket.Commit(batch);

        kernel.Requests.Should().ContainSingle();
    }

    [Fact]
    public void Without_destroy_any_other_refusal_is_thrown()
    {
        using var socket = Socket(_ => [(1, Errno.ENOENT, null), (2, Errno.EBUSY, null)], out _);
        var batch = new NftablesBatch(hasDestroy: false);
        batch.Destroy(s_table);
        batch.Destroy(new Chain(s_table, "c"));

        var error = FluentActions.Invoking(() => socket.Commit(batch)).Should().Throw<NetlinkException>().Which;

        error.Operation.Should().Be("delete table inet t");
        error.Others.Should().ContainSingle().Which.Errno.Should().Be(Errno.EBUSY);
    }

    [Fact]
    public void An_element_that_is_refused_is_named_by_its_key()
    {
        var batch = new NftablesBatch();
        batch.Add(s_set, [Element(1), Element(2)]);
        var list = batch.Writer.Written[20..]; // Behind the beginning of the batch.
        var second = 20 + 8 + 8 + 4 + 16; // Header, table, set, the list's own header, the first element.

        batch.Describe(new NetlinkFailure(1, Errno.EEXIST, null, second)).Should().Be("add element 0x0002 of inet t s");
        batch.Describe(new NetlinkFailure(1, Errno.ENOENT, null, list.Length + 100)).Should().Be("add element of inet t s");
    }

    private static SetElement Element(ushort port) => new(NftData.Port(port));

    private static NftablesSocket Socket(Func<byte[], List<(int Index, Errno Errno, string? Text)>> refusals, out FakeKernel kernel)
    {
        kernel = new FakeKernel(request =>
        {
            var first = Wire.Sequence(request);
            var last = (uint)Wire.Headers(request).Count - 2;
            var refused = refusals(request);
            return refused.Select(r => Wire.Ack(first + (uint)r.Index, r.Errno, r.Text))
                .Concat(refused.Exists(r => r.Index == last) ? [] : [Wire.Ack(first + last)]);
        });
        return new NftablesSocket(new NetlinkSocket(kernel));
    }

    private static List<ushort> Types(byte[] request) => Wire.Headers(request).ConvertAll(h => h.Type)[1..^1];

    private static List<NftData> Keys(byte[] request)
    {
        var keys = new List<NftData>();
        var reader = new MessageReader(request);
        while (reader.Read())
        {
            if (reader.Type is MessageType.NewElement or MessageType.DeleteElement)
            {
                keys.AddRange(ElementMessage.Read(reader.Body).Select(r => r.Element.Key));
            }
        }

        return keys;
    }
}
