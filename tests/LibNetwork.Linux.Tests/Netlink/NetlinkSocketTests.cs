using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

public sealed class NetlinkSocketTests
{
    private readonly List<NetlinkFailure> _failures = [];

    [Fact]
    public void A_batch_is_one_datagram_with_running_numbers_and_asks_for_one_acknowledgement()
    {
        var kernel = new FakeKernel(request => [Wire.Ack(Wire.Headers(request)[^1].Sequence)]);
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(3), _failures);
        socket.Send(Messages(1), _failures);

        _failures.Should().BeEmpty();
        kernel.Requests.Should().HaveCount(2);
        Wire.Headers(kernel.Requests[0]).Should().Equal((16, 1, 1u), (16, 1, 2u), (16, 5, 3u));
        Wire.Headers(kernel.Requests[1]).Should().Equal((16, 5, 4u));
    }

    [Fact]
    public void Every_refused_message_is_told_with_its_place_and_the_kernels_words()
    {
        var kernel = new FakeKernel(request =>
        {
            var first = Wire.Sequence(request);
            return
            [
                Wire.Ack(first, Errno.EEXIST),
                [.. Wire.Ack(first + 1, Errno.EINVAL, "Invalid MTU"), .. Wire.Ack(first + 2)],
            ];
        });
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(3), _failures);

        _failures.Should().Equal(new NetlinkFailure(0, Errno.EEXIST, null), new NetlinkFailure(1, Errno.EINVAL, "Invalid MTU"));
    }

    [Fact]
    public void An_acknowledgement_that_carries_the_whole_message_is_read_too()
    {
        var kernel = new FakeKernel(request =>
        [
            Wire.Message(2, 0x200, Wire.Sequence(request), // NLM_F_ACK_TLVS, not capped
            [
                0xea, 0xff, 0xff, 0xff, .. request, // -EINVAL
                .. Wire.Attribute(1, "no\0"u8.ToArray()), .. Wire.Attribute(2, [0x18, 0, 0, 0]),
            ]),
        ]);
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(1), _failures);

        _failures.Should().Equal(new NetlinkFailure(0, Errno.EINVAL, "no", 0x18));
    }

    [Fact]
    public void Answers_to_an_earlier_conversation_are_passed_over()
    {
        var kernel = new FakeKernel(request => [Wire.Ack(Wire.Sequence(request) - 1, Errno.EPERM), Wire.Ack(Wire.Sequence(request))]);
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(1), _failures);

        _failures.Should().BeEmpty();
    }

    [Fact]
    public void A_large_batch_goes_in_portions_and_places_count_through()
    {
        var kernel = new FakeKernel(request =>
        {
            var headers = Wire.Headers(request);
            return headers.Count < 100
                ? [Wire.Ack(headers[^1].Sequence, Errno.ENODEV)]
                : [Wire.Ack(headers[^1].Sequence)];
        });
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(250), _failures);

        kernel.Requests.Select(r => Wire.Headers(r).Count).Should().Equal(100, 100, 50);
        _failures.Should().Equal(new NetlinkFailure(249, Errno.ENODEV, null));
    }

    [Fact]
    public void A_transaction_stays_one_datagram_whatever_its_size()
    {
        var kernel = new FakeKernel(request => [Wire.Ack(Wire.Headers(request)[^2].Sequence)]);
        using var socket = new NetlinkSocket(kernel);
        var messages = new MessageWriter();
        for (var i = 0; i < 100; i++)
        {
            messages.BeginMessage(16, NetlinkFlags.None);
            messages.WriteBytes(1, new byte[5000]);
        }

        socket.Send(messages, acknowledged: 98, _failures);

        kernel.Requests.Should().ContainSingle();
        kernel.SendBuffer.Should().BeGreaterThan(500_000);
    }

    [Fact]
    public void A_transaction_refused_as_a_whole_ends_without_the_awaited_acknowledgement()
    {
        var kernel = new FakeKernel(request => [Wire.Ack(Wire.Sequence(request), Errno.EPERM)]);
        using var socket = new NetlinkSocket(kernel);

        socket.Send(Messages(3), acknowledged: 1, _failures);

        _failures.Should().Equal(new NetlinkFailure(0, Errno.EPERM, null));
    }

    [Fact]
    public void What_the_kernel_echoes_is_handed_on()
    {
        var kernel = new FakeKernel(request => [Wire.Message(20, 0, Wire.Sequence(request), 9, 9, 9, 9), Wire.Ack(Wire.Sequence(request))]);
        using var socket = new NetlinkSocket(kernel);
        var echoed = new List<(ushort, int)>();

        socket.Send(Messages(1), 0, _failures, (type, body) => echoed.Add((type, body.Length)));

        echoed.Should().Equal((20, 4));
    }

    [Fact]
    public void A_kernel_that_does_not_answer_or_does_not_take_the_datagram_is_an_error_not_a_wait_for_ever()
    {
        using var silent = new NetlinkSocket(new FakeKernel(_ => []));
        using var full = new NetlinkSocket(new FakeKernel(_ => []) { SendRefusal = Errno.EMSGSIZE });
        var lossy = new FakeKernel(_ => []);
        lossy.ReceiveRefusals.Enqueue(Errno.ENOBUFS);
        using var lost = new NetlinkSocket(lossy);

        Refusal(silent).Should().Be(Errno.ETIMEDOUT);
        Refusal(full).Should().Be(Errno.EMSGSIZE);
        Refusal(lost).Should().Be(Errno.ENOBUFS);

        Errno Refusal(NetlinkSocket socket) =>
            socket.Invoking(s => s.Send(Messages(1), _failures)).Should().Throw<NetlinkException>().Which.Errno;
    }

    [Fact]
    public void Multicast_is_handed_on_and_a_lost_part_is_told()
    {
        var kernel = new FakeKernel(_ => [[.. Wire.Message(16, 0, 0, 1, 2), .. new byte[2], .. Wire.Message(17, 0, 0)]]);
        using var socket = new NetlinkSocket(kernel);
        var heard = new List<ushort>();
        socket.Join(1);
        socket.Nudge();
        kernel.ReceiveRefusals.Enqueue(Errno.ENOBUFS);

        socket.Invoking(s => s.TryReceive(Hear, TimeSpan.Zero)).Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.ENOBUFS);
        socket.TryReceive(Hear, TimeSpan.Zero).Should().BeTrue();
        socket.TryReceive(Hear, TimeSpan.Zero).Should().BeFalse();

        heard.Should().Equal(16, 17);
        kernel.Joined.Should().Equal(1u);

        void Hear(ushort type, ReadOnlySpan<byte> body) => heard.Add(type);
    }

    private static MessageWriter Messages(int count)
    {
        var messages = new MessageWriter();
        for (var i = 0; i < count; i++)
        {
            messages.BeginMessage(16, NetlinkFlags.None);
            messages.WriteHeader(0);
        }

        return messages;
    }
}
