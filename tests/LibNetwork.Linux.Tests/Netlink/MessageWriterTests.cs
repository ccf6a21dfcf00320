using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

public sealed class MessageWriterTests
{
    [Fact]
    public void A_message_is_a_header_and_padded_attributes_and_its_length_follows()
    {
        var writer = new MessageWriter(4);
        writer.BeginMessage(0x10, NetlinkFlags.Create | NetlinkFlags.Exclusive);
        writer.WriteHeader(0x01020304);
        writer.WriteString(3, "br0");
        writer.WriteByte(5, 7);
        writer.WriteFlag(6);
        writer.BeginMessage(0x11, NetlinkFlags.None);

        writer.Count.Should().Be(2);
        writer.Written.ToArray().Should().Equal(Wire.Hex("""
            28000000 1000 0106 00000000 00000000 // 40 bytes, RTM_NEWLINK, REQUEST|EXCL|CREATE, number 0, port 0
            04030201
            0800 0300 62723000
            0500 0500 07 000000
            0400 0600
            10000000 1100 0100 01000000 00000000 // number 1
            """));
    }

    [Fact]
    public void Numbers_are_in_the_machines_order_or_in_networks_and_a_text_may_do_without_its_zero()
    {
        var writer = new MessageWriter();
        writer.BeginMessage(1, NetlinkFlags.None);
        writer.WriteUInt16(1, 0x1234);
        writer.WriteUInt16BigEndian(2, 0x1234);
        writer.WriteUInt32(3, 0x12345678);
        writer.WriteUInt32BigEndian(4, 0x12345678);
        writer.WriteUInt64BigEndian(5, 0x123456789abcdef0);
        writer.WriteText(6, "ab");
        writer.WriteBytes(7, [1, 2, 3, 4, 5]);

        writer.Written[16..].ToArray().Should().Equal(Wire.Hex("""
            0600 0100 3412 0000  0600 0200 1234 0000  0800 0300 78563412  0800 0400 12345678
            0c00 0500 123456789abcdef0  0600 0600 6162 0000  0900 0700 0102030405 000000
            """));
    }

    [Fact]
    public void A_nested_attribute_is_as_long_as_what_is_in_it()
    {
        var writer = new MessageWriter(8);
        writer.BeginMessage(1, NetlinkFlags.None);
        var outer = writer.BeginNested(0x8012);
        writer.WriteByte(1, 1);
        var inner = writer.BeginNested(2);
        writer.EndNested(inner);
        writer.EndNested(outer);

        writer.Written[16..].ToArray().Should().Equal(Wire.Hex("1000 1280  0500 0100 01000000  0400 0200"));
    }

    [Fact]
    public void What_does_not_fit_an_attribute_or_would_be_cut_is_refused()
    {
        var writer = new MessageWriter();
        writer.BeginMessage(1, NetlinkFlags.None);

        writer.Invoking(w => w.WriteString(1, "eth0\0x")).Should().Throw<ArgumentException>();
        writer.Invoking(w => w.WriteString(1, new string('x', 65_535))).Should().Throw<ArgumentException>();
        writer.Invoking(w => w.WriteBytes(1, new byte[65_532])).Should().Throw<ArgumentException>();
        writer.WriteBytes(1, new byte[65_531]);
        var nested = writer.BeginNested(2);
        writer.WriteBytes(1, new byte[65_531]);
        writer.Invoking(w => w.EndNested(nested)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_used_writer_allocates_nothing()
    {
        var writer = new MessageWriter();
        Write(writer);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            Write(writer);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        static void Write(MessageWriter writer)
        {
            writer.Clear();
            writer.BeginMessage(1, NetlinkFlags.None);
            var nested = writer.BeginNested(1);
            writer.WriteString(1, "docker0");
            writer.EndNested(nested);
        }
    }
}
