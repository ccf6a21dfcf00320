using System.Net.NetworkInformation;

using CsCheck;

namespace LibNetwork.PluginProtocol.Tests;

public sealed class PluginTextTests
{
    [Fact]
    public void A_MAC_address_that_is_written_is_read_back() =>
        Gen.OneOf(Gen.Const(6), Gen.Const(8), Gen.Const(20)).SelectMany(length => Gen.Byte.Array[length]).Sample(bytes =>
        {
            var text = PluginText.Of(new PhysicalAddress(bytes));
            text.Should().MatchRegex("^[0-9a-f]{2}(:[0-9a-f]{2})+$");
            PluginText.TryParseMac(text, out var read).Should().BeTrue();
            read!.GetAddressBytes().Should().Equal(bytes);
        });

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws() => Gen.String.Sample(text => PluginText.TryParseMac(text, out _) || text.Length >= 0);

    [Theory]
    [InlineData("")]
    [InlineData("02:42:ac:11:00")]
    [InlineData("02:42:ac:11:00:0g")]
    [InlineData("0242ac110002")]
    [InlineData("02:42:ac:11:00:02:")]
    [InlineData("02:42-ac:11:00:02")]
    [InlineData("02:42:ac:11:00:02 ")]
    public void What_is_no_MAC_address_is_refused(string text) => PluginText.TryParseMac(text, out _).Should().BeFalse();

    [Fact]
    public void None_is_the_empty_text() => PluginText.Of(null).Should().BeEmpty();
}
