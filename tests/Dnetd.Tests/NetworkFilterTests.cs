using Dnetd.Networks;
using LibNetwork.DriverApi;

namespace Dnetd.Tests;

/// <summary>Filters that make no sense (I-079 to I-081).</summary>
public sealed class NetworkFilterTests
{
    [Theory]
    [InlineData("""{"x":["a"]}""", "invalid filter 'x'")]
    [InlineData("""{"type":["builtin","other"]}""", "invalid filter: 'type'='other'")]
    [InlineData("""{"dangling":["maybe"]}""", "invalid value for filter 'dangling', must be \"true\" (or \"1\"), or \"false\" (or \"0\")")]
    [InlineData("""{"dangling":["true","false"]}""", "got more than one value for filter key \"dangling\"")]
    [InlineData("""{"name":["("]}""", "invalid filter 'name=(': *")]
    [InlineData("""{"id":["(?=x)"]}""", "invalid filter 'id=(?=x)': *")]
    [InlineData("[]", "invalid filters: [] is not a JSON object of lists of strings")]
    [InlineData("{", "invalid filters: { is not a JSON object of lists of strings")]
    [InlineData("""{"name":"a"}""", "invalid filters: *")]
    [InlineData("""{"name":[1]}""", "invalid filters: *")]
    [InlineData("""{"name":[null]}""", "invalid filters: *")]
    [InlineData("""{"name":{"a":1}}""", "invalid filters: *")]
    [InlineData("""{"name":["\ud800"]}""", "invalid filters: *")]
    public void A_filter_that_makes_no_sense_is_refused(string json, string message) =>
        FluentActions.Invoking(() => NetworkFilter.Parse(json)).Should().Throw<NetworkException>().WithMessage(message)
            .Which.Kind.Should().Be(ErrorKind.InvalidParameter);

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"x":[]}""")]
    [InlineData("""{"name":{"a":true},"label":["a=b"],"scope":["local"]}""")]
    public void Both_spellings_and_nothing_are_taken(string json) => FluentActions.Invoking(() => NetworkFilter.Parse(json)).Should().NotThrow();
}
