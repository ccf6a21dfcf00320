using LibNetwork.Linux.Nftables;

namespace LibNetwork.Linux.Tests.Nftables;

public sealed class DataTypeTests
{
    [Fact]
    public void A_concatenations_number_and_length_are_those_of_nft()
    {
        var pair = DataType.Concatenation(DataType.InterfaceName, DataType.InterfaceName);
        var socket = DataType.Concatenation(DataType.IPv4Address, DataType.Protocol, DataType.Service);

        (pair.Id, pair.Length, pair.Name).Should().Be((0xa69u, 32, "ifname . ifname"));
        (socket.Id, socket.Length, socket.Name).Should().Be((0x730du, 12, "ipv4_addr . inet_proto . inet_service"));
    }

    [Fact]
    public void A_type_is_found_again_by_what_the_kernel_keeps_of_it()
    {
        DataType[] types =
        [
            DataType.Verdict, DataType.IPv4Address, DataType.IPv6Address, DataType.Service, DataType.InterfaceName, DataType.Mark, DataType.InterfaceIndex,
            DataType.Concatenation(DataType.IPv6Address, DataType.Protocol, DataType.Service, DataType.Mark, DataType.MacAddress),
        ];

        types.Select(t => DataType.FromKernel(t.Id, t.Length)).Should().Equal(types);
        types.Select(t => DataType.FromKernel(t.Id, t.Length).Name).Should().Equal(types.Select(t => t.Name));
    }

    [Theory]
    [InlineData(5u, 64)] // string
    [InlineData(7u, 16)] // an IPv4 address of 16 bytes
    [InlineData((7u << 6) | 63, 8)]
    public void A_type_of_somebody_elses_set_has_a_number_for_a_name(uint id, int length) =>
        DataType.FromKernel(id, length).Name.Should().Be($"type {id}");

    [Fact]
    public void A_concatenation_of_one_of_six_or_of_concatenations_is_refused()
    {
        var pair = DataType.Concatenation(DataType.Mark, DataType.Mark);

        FluentActions.Invoking(() => DataType.Concatenation(DataType.Mark)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => DataType.Concatenation(pair, DataType.Mark)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => DataType.Concatenation(
            DataType.Mark, DataType.Mark, DataType.Mark, DataType.Mark, DataType.Mark, DataType.Mark)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => DataType.Concatenation(
            DataType.IPv6Address, DataType.IPv6Address, DataType.IPv6Address, DataType.IPv6Address, DataType.Mark)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void A_selector_of_another_type_than_the_sets_keys_is_refused()
    {
        var set = new Set(new Table(TableFamily.Inet, "t"), "s", DataType.IPv4Address);

        FluentActions.Invoking(() => Match.InputInterface.In(set)).Should().Throw<ArgumentException>()
            .WithMessage("inet t s has keys of ipv4_addr, not ifname");
    }
}
