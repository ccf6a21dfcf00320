using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

public sealed class DumpTests
{
    [Fact]
    public void A_dump_is_read_to_its_end_over_many_datagrams()
    {
        using var socket = Socket(s => [[.. Item(s, 1), .. Item(s, 2)], Item(s, 3), Wire.Done(s)]);

        Dump(socket).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void An_interrupted_dump_is_read_to_its_end_and_asked_for_again()
    {
        var tries = 0;
        using var socket = Socket(s => tries++ == 0
            ? [Item(s, 1), Item(s, 2, Wire.Interrupted), Wire.Done(s)]
            : [Item(s, 5), Wire.Done(s)]);

        Dump(socket).Should().Equal(5);
        tries.Should().Be(2);
    }

    [Fact]
    public void An_interruption_told_only_at_the_end_counts_too()
    {
        var tries = 0;
        using var socket = Socket(s => [Item(s, 1), Wire.Done(s, flags: tries++ == 0 ? Wire.Interrupted : Wire.Multi)]);

        Dump(socket).Should().Equal(1);
        tries.Should().Be(2);
    }

    [Fact]
    public void A_dump_that_is_always_interrupted_is_an_error()
    {
        using var socket = Socket(s => [Item(s, 1, Wire.Interrupted), Wire.Done(s)]);

        socket.Invoking(Dump).Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.EINTR && e.Operation == "list things");
    }

    [Fact]
    public void A_refusal_is_told_whether_it_comes_at_once_or_at_the_end()
    {
        using var atOnce = Socket(s => [Wire.Ack(s, Errno.ENODEV, "Device does not exist")]);
        using var atTheEnd = Socket(s => [Item(s, 1), Wire.Done(s, Errno.EOPNOTSUPP)]);

        atOnce.Invoking(Dump).Should().Throw<NetlinkException>()
            .WithMessage("list things: no such device (ENODEV): Device does not exist");
        atTheEnd.Invoking(Dump).Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.EOPNOTSUPP);
    }

    [Fact]
    public void A_dump_given_up_half_way_leaves_nothing_unread()
    {
        var malformed = true;
        using var socket = Socket(s => [Item(s, 1), malformed ? [1, 2, 3] : Item(s, 2), Item(s, 3), Wire.Done(s)]);

        socket.Invoking(Dump).Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.EBADMSG);
        malformed = false;
        socket.Transport.Receive(new byte[100]).Should().Be(-(int)Errno.EAGAIN);
        Dump(socket).Should().Equal(1, 2, 3);
    }

    [Fact]
    public void A_datagram_larger_than_the_buffer_is_asked_for_again_with_more_room()
    {
        using var socket = Socket(s => [Wire.Message(16, Wire.Multi, s, new byte[200_000]), Wire.Done(s)]);

        Dump(socket).Should().Equal(0);
    }

    [Fact]
    public void A_question_is_answered_by_an_object_or_a_reason()
    {
        using var found = Socket(s => [Item(s, 7)]);
        using var missing = Socket(s => [Wire.Ack(s, Errno.ENODEV)]);

        found.TryGet<byte>(Question(), Parse, out var result, out _).Should().BeTrue();
        result.Should().Be(7);
        missing.TryGet<byte>(Question(), Parse, out _, out var failure).Should().BeFalse();
        failure.Errno.Should().Be(Errno.ENODEV);
    }

    private static List<byte> Dump(NetlinkSocket socket) => socket.Dump<byte>(Question(), Parse, "list things");

    private static NetlinkSocket Socket(Func<uint, IEnumerable<byte[]>> answer) =>
        new(new FakeKernel(request => answer(Wire.Sequence(request))));

    private static byte[] Item(uint sequence, byte value, ushort flags = 0) =>
        Wire.Message(16, (ushort)(flags | Wire.Multi), sequence, value, 0, 0, 0);

    private static MessageWriter Question()
    {
        var question = new MessageWriter();
        question.BeginMessage(18, NetlinkFlags.Dump);
        return question;
    }

    private static bool Parse(ushort type, ReadOnlySpan<byte> body, out byte result)
    {
        result = body[0];
        return true;
    }
}
