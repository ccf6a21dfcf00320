using LibNetwork.Drivers;

namespace LibNetwork.Tests.Drivers;

public sealed class LinkNameTests
{
    [Theory] // K-067
    [InlineData("eth0")]
    [InlineData("fifteen-bytes-x")]
    [InlineData("br.100")]
    [InlineData("größe")]
    public void What_the_kernel_takes_is_taken(string name) => LinkName.Refusal(name).Should().BeNull();

    [Theory] // K-067
    [InlineData("", "it is empty")]
    [InlineData("sixteen-bytes-xy", "it is longer than 15 bytes")]
    [InlineData("größer-größer", "it is longer than 15 bytes")]
    [InlineData(".", "it is a directory's name")]
    public void What_it_refuses_is_refused_with_the_reason(string name, string reason) => LinkName.Refusal(name).Should().Be(reason);
}
