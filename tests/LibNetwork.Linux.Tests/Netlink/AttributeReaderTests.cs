using CsCheck;
using LibNetwork.Linux.Netlink;

namespace LibNetwork.Linux.Tests.Netlink;

public sealed class AttributeReaderTests
{
    [Fact]
    public void What_was_written_is_read_back()
    {
        Gen.Select(Gen.UShort[1, 0x3fff], Gen.Byte.Array[0, 300]).Array[0, 8].Sample(attributes =>
        {
            var writer = new MessageWriter();
            writer.BeginMessage(1, NetlinkFlags.None);
            foreach (var (type, value) in attributes)
            {
                writer.WriteBytes(type, value);
            }

            var reader = new AttributeReader(writer.Written[16..]);
            foreach (var (type, value) in attributes)
            {
                reader.Read().Should().BeTrue();
                reader.Type.Should().Be(type);
                reader.Value.ToArray().Should().Equal(value);
            }

            reader.Read().Should().BeFalse();
        });
    }

    [Fact]
    public void The_marks_of_nesting_and_byte_order_are_no_part_of_a_type()
    {
        var reader = new AttributeReader(Wire.Hex("0800 03c0 00000001"));

        reader.Read().Should().BeTrue();
        reader.Type.Should().Be(3);
        reader.UInt32BigEndian.Should().Be(1);
    }

    [Fact]
    public void A_value_shorter_than_the_number_asked_of_it_is_a_clear_error()
    {
        var read = () =>
        {
            var reader = new AttributeReader(Wire.Hex("0600 0400 0000 0000"));
            reader.Read();
            return reader.UInt32;
        };

        read.Should().Throw<NetlinkException>().Where(e => e.Errno == Errno.EBADMSG);
    }

    [Theory]
    [InlineData("ffff 0100 00")]
    [InlineData("0300 0100")]
    [InlineData("0000 0000")]
    [InlineData("0800 01")]
    public void A_truncated_attribute_ends_the_walk(string bytes)
    {
        var reader = new AttributeReader(Wire.Hex(bytes));

        reader.Read().Should().BeFalse();
        reader.Read().Should().BeFalse();
    }
}
