using Dnetd.Options;

namespace Dnetd.Tests;

public sealed class DockerPluginParserTests
{
    [Fact]
    public void A_type_alone_is_named_so_that_Docker_does_not_take_it_for_a_driver_of_its_own() =>
        Parse("bridge", "ipam").Should().BeEquivalentTo([new DockerPlugin("dnet-bridge") { Driver = "bridge" }, new DockerPlugin("dnet-ipam") { Ipam = true }]);

    [Fact]
    public void A_network_driver_and_the_IPAM_driver_of_one_name_are_one_plugin() =>
        Parse("ipam=dnet", "bridge=dnet").Should().Equal(new DockerPlugin("dnet") { Driver = "bridge", Ipam = true });

    [Fact]
    public void A_driver_may_have_several_names() => Parse("bridge=one", "bridge=two", "ipam=one", "ipam=two").Should().BeEquivalentTo(
        [new DockerPlugin("one") { Driver = "bridge", Ipam = true }, new DockerPlugin("two") { Driver = "bridge", Ipam = true }]);

    [Theory]
    [InlineData("bridge", "bridge", "\"bridge\": the name dnet-bridge is given twice")]
    [InlineData("bridge=dnet", "macvlan=dnet", "\"macvlan=dnet\": the name dnet is given twice")]
    [InlineData("ipam=dnet", "ipam=dnet", "\"ipam=dnet\": the name dnet is given twice")]
    [InlineData("bridge", "bridge=bridge", "\"bridge=bridge\": Docker has a driver bridge of its own*")]
    [InlineData("bridge", "ipam=default", "\"ipam=default\": Docker has a driver default of its own*")]
    [InlineData("bridge", "bridge=", "\"bridge=\": a name has 1 to 64 letters*")]
    [InlineData("bridge", "bridge=a/b", "\"bridge=a/b\": a name has 1 to 64 letters*")]
    [InlineData("bridge", "bridge=-x", "\"bridge=-x\": a name has*")]
    [InlineData("bridge", "../x", "\"../x\": a name has*")]
    [InlineData("bridge", "", "\"\" is not TYPE or TYPE=NAME")]
    [InlineData("bridge", "=dnet", "\"=dnet\" is not TYPE or TYPE=NAME")]
    public void What_is_wrong_is_told(string first, string second, string error)
    {
        var errors = new List<string>();
        DockerPluginParser.Parse([first, second], errors.Add);
        errors.Should().ContainSingle().Which.Should().Match(error);
    }

    private static IReadOnlyList<DockerPlugin> Parse(params string[] texts) => DockerPluginParser.Parse(texts, error => throw new InvalidOperationException(error));
}
