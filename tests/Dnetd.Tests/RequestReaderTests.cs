using System.Net.Sockets;
using System.Text.Json;
using Dnetd.Http;
using LibNetwork.DriverApi;

namespace Dnetd.Tests;

public sealed class RequestReaderTests
{
    [Fact]
    public void Members_are_read_by_their_types()
    {
        var body = Read("""
            {"Text":"a","Flag":true,"Number":-7,"V4":"10.0.0.7","V6":"fd00::7","Mac":"02-42-AC-11-00-07","Map":{"b":"2","a":"1"},"Texts":["x","y"],
             "Object":{"Inner":"i"},"Objects":[{"Inner":"0"},{"Inner":"1"}],"Null":null}
            """);

        body.Text("Text").Should().Be("a");
        body.RequiredText("Text").Should().Be("a");
        body.Flag("Flag").Should().BeTrue();
        body.Number("Number").Should().Be(-7);
        body.Address("V4", AddressFamily.InterNetwork)!.ToString().Should().Be("10.0.0.7");
        body.Address("V6", AddressFamily.InterNetworkV6)!.ToString().Should().Be("fd00::7");
        body.MacAddress("Mac")!.ToString().Should().Be("0242AC110007");
        body.Map("Map").Should().Equal(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" });
        body.Texts("Texts").Should().Equal("x", "y");
        body.Object("Object")!.Text("Inner").Should().Be("i");
        body.Objects("Objects").Select(item => item.Text("Inner")).Should().Equal("0", "1");
        body.Text("Null").Should().BeNull();
        body.Invoking(b => b.Complete()).Should().NotThrow();
    }

    [Fact]
    public void What_is_absent_or_null_is_nothing()
    {
        foreach (var body in new[] { Read("{}"), Read("""{"A":null}""") })
        {
            body.Text("A").Should().BeNull();
            body.Flag("A").Should().BeNull();
            body.Number("A").Should().BeNull();
            body.Address("A", AddressFamily.InterNetwork).Should().BeNull();
            body.MacAddress("A").Should().BeNull();
            body.Map("A").Should().BeEmpty();
            body.Texts("A").Should().BeEmpty();
            body.Object("A").Should().BeNull();
            body.Objects("A").Should().BeEmpty();
            body.Invoking(b => b.Complete()).Should().NotThrow();
        }
    }

    [Fact]
    public void Empty_addresses_are_absent_as_docker_sends_them()
    {
        var body = Read("""{"A":"","M":""}""");

        body.Address("A", AddressFamily.InterNetwork).Should().BeNull();
        body.MacAddress("M").Should().BeNull();
        body.Invoking(b => b.Complete()).Should().NotThrow();
    }

    [Theory]
    [InlineData("1", "a number")]
    [InlineData("true", "a boolean")]
    [InlineData("\"x\"", "a string")]
    [InlineData("[]", "a list")]
    [InlineData("{}", "an object")]
    public void A_wrong_type_is_told_with_what_was_found(string json, string found)
    {
        var expected = new Dictionary<string, Action<RequestReader>>
        {
            ["a string"] = body => body.Text("A"),
            ["a boolean"] = body => body.Flag("A"),
            ["a whole number"] = body => body.Number("A"),
            ["a list of strings"] = body => body.Texts("A"),
            ["a list of objects"] = body => body.Objects("A"),
            ["an object"] = body => body.Object("A"),
        };
        foreach (var (type, read) in expected.Where(pair => !Fits(pair.Key, found)))
        {
            ErrorsOf($$"""{"A":{{json}}}""", read).Should().Equal($"A: expected {type}, found {found}");
        }
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("2147483648")]
    [InlineData("1e99")]
    public void A_number_must_be_whole_and_fit(string number) => ErrorsOf($$"""{"A":{{number}}}""", body => body.Number("A"))
        .Should().Equal($"A: {number} is not a whole number from -2147483648 to 2147483647");

    [Theory]
    [InlineData("10.0.0.256")]
    [InlineData("10.1")]
    [InlineData("1")]
    [InlineData("010.0.0.1")]
    [InlineData("0x0a.0.0.1")]
    [InlineData("10.0.0.1/24")]
    [InlineData(" 10.0.0.1")]
    [InlineData("fd00::1")]
    [InlineData("web")]
    public void What_is_no_ipv4_address_is_refused(string text) => ErrorsOf($$"""{"A":"{{text}}"}""", body => body.Address("A", AddressFamily.InterNetwork))
        .Should().Equal($"A: \"{text}\" is not an IPv4 address");

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[fd00::1]")]
    [InlineData("fd00::1::2")]
    public void What_is_no_ipv6_address_is_refused(string text) => ErrorsOf($$"""{"A":"{{text}}"}""", body => body.Address("A", AddressFamily.InterNetworkV6))
        .Should().Equal($"A: \"{text}\" is not an IPv6 address");

    [Theory]
    [InlineData("02:42:ac:11:00")]
    [InlineData("02:42:ac:11:00:07:08:09")]
    [InlineData("zz:42:ac:11:00:07")]
    [InlineData("web")]
    public void What_is_no_mac_address_is_refused(string text) => ErrorsOf($$"""{"A":"{{text}}"}""", body => body.MacAddress("A"))
        .Should().ContainSingle().Which.Should().StartWith($"A: \"{text}\" is not a MAC address");

    [Fact]
    public void A_member_that_must_be_there_is_told_when_it_is_missing_or_empty() => ErrorsOf("""{"B":null,"C":""}""", body =>
    {
        body.RequiredText("A");
        body.RequiredText("B");
        body.RequiredText("C");
    }).Should().Equal("A: is missing", "B: is missing", "C: is empty");

    [Fact]
    public void A_name_that_is_missing_is_the_engines_to_refuse_and_one_of_another_type_is_told_once()
    {
        Read("{}").Name("Name").Should().BeEmpty();
        Read("""{"Name":"web"}""").Name("Name").Should().Be("web");
        ErrorsOf("""{"Name":5}""", body => body.Name("Name").Should().NotBeEmpty()).Should().Equal("Name: expected a string, found a number");
    }

    [Fact]
    public void What_the_engine_would_say_is_told_along_with_what_the_body_has_wrong_and_left_to_the_engine_otherwise()
    {
        var wrong = Read("""{"A":1}""");
        wrong.Invoking(body => body.Complete(["invalid name: name is empty"])).Should().Throw<NetworkException>()
            .WithMessage("invalid request:\nA: is unknown\ninvalid name: name is empty");
        Read("{}").Invoking(body => body.Complete(["invalid name: name is empty"])).Should().NotThrow();
    }

    [Fact]
    public void Unknown_members_are_told_at_every_depth_with_what_may_have_been_meant() => ErrorsOf(
        """{"name":"x","Foo":1,"Object":{"Inner":"i","Bar":2},"Objects":[{},{"inner":3}]}""",
        body =>
        {
            body.Text("Name");
            body.Object("Object")!.Text("Inner");
            foreach (var item in body.Objects("Objects"))
            {
                item.Text("Inner");
            }
        }).Should().Equal(
        "name: is unknown; did you mean Name?", "Foo: is unknown", "Object.Bar: is unknown", "Objects[1].inner: is unknown; did you mean Inner?");

    [Fact]
    public void Half_of_a_surrogate_pair_is_no_text() => ErrorsOf(
        """{"A":"\ud800","\udc00":1,"M":{"k":"\ud800","\ud800":"v"},"L":["\ud800"]}""",
        body =>
        {
            body.Text("A");
            body.Map("M");
            body.Texts("L");
        }).Should().Equal(
        "body: a member's name is not valid text", "A: is not valid text", "M: a member's name is not valid text", "M.k: is not valid text", "L[0]: is not valid text");

    [Theory]
    [InlineData("null")]
    [InlineData("false")]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Network":""}""")]
    public void What_is_not_offered_may_be_sent_empty(string json) =>
        Read($$"""{"A":{{json}}}""").Invoking(body => Refuse(body)).Should().NotThrow();

    [Theory]
    [InlineData("true")]
    [InlineData("\"x\"")]
    [InlineData("1")]
    [InlineData("[null]")]
    [InlineData("""{"Network":"base"}""")]
    public void What_is_not_offered_is_refused(string json) => ErrorsOf($$"""{"A":{{json}}}""", body => body.Refuse("A", "is not offered"))
        .Should().Equal("A: is not offered");

    [Fact]
    public void What_docker_sends_and_means_nothing_here_may_be_anything()
    {
        var body = Read("""{"A":[1],"B":{"x":true}}""");
        body.Ignore("A", "B", "C");
        body.Invoking(b => b.Complete()).Should().NotThrow();
    }

    [Fact]
    public void One_error_stands_in_the_line_of_the_heading()
    {
        var body = Read("{}");
        body.RequiredText("A");
        body.Invoking(b => b.Complete()).Should().Throw<NetworkException>().WithMessage("invalid request: A: is missing")
            .Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    private static bool Fits(string expected, string found) => expected == found
        || (expected == "a whole number" && found == "a number")
        || (expected.StartsWith("a list", StringComparison.Ordinal) && found == "a list");

    private static void Refuse(RequestReader body)
    {
        body.Refuse("A", "is not offered");
        body.Complete();
    }

    private static RequestReader Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return new RequestReader(document.RootElement.Clone());
    }

    private static string[] ErrorsOf(string json, Action<RequestReader> read)
    {
        var body = Read(json);
        read(body);
        var message = body.Invoking(b => b.Complete()).Should().Throw<NetworkException>().Which.Message;
        return message["invalid request:".Length..].Trim().Split('\n');
    }
}
