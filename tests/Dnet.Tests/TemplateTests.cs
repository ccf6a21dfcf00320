using System.Text.Json;
using Dnet.Output;

namespace Dnet.Tests;

public sealed class TemplateTests
{
    private const string Value = """
        {"Name":"web","Id":"0123","Internal":false,"Mtu":1500,"None":null,"IPAM":{"Driver":"default","Config":[{"Subnet":"10.0.0.0/24"},{"Subnet":"fd00::/64"}]},
         "Labels":{"a.b":"c d","größe":"<x>"},"Endpoints":[]}
        """;

    private static readonly string[] Fields = ["Name", "Id", "Internal", "Mtu", "None", "IPAM", "Labels", "Endpoints"];

    [Theory]
    [InlineData("{{.Name}}", "web")]
    [InlineData("{{ .Name }}/{{.Id}}", "web/0123")]
    [InlineData("plain", "plain")]
    [InlineData("", "")]
    [InlineData("{{.Internal}} {{.Mtu}} [{{.None}}]", "false 1500 []")]
    [InlineData("{{.IPAM.Driver}}", "default")]
    [InlineData("[{{.IPAM.Nothing}}][{{.Name.Nothing}}]", "[][]")]
    [InlineData("{{json .Name}} {{json .None}} {{json .IPAM.Nothing}}", "\"web\" null null")]
    [InlineData("{{json .Labels}}", """{"a.b":"c d","größe":"<x>"}""")]
    [InlineData("{{.Labels}}", """{"a.b":"c d","größe":"<x>"}""")]
    [InlineData("{{index .Labels \"a.b\"}}", "c d")]
    [InlineData("[{{index .Labels \"zzz\"}}]", "[]")]
    [InlineData("{{json index .IPAM.Config 1}}", """{"Subnet":"fd00::/64"}""")]
    [InlineData("[{{index .IPAM.Config 2}}]", "[]")]
    [InlineData("{{len .IPAM.Config}} {{len .Labels}} {{len .Name}} {{len .Endpoints}} {{len .None}}", "2 2 3 0 0")]
    [InlineData("{{range .IPAM.Config}}<{{.Subnet}}>{{end}}", "<10.0.0.0/24><fd00::/64>")]
    [InlineData("{{range .Labels}}<{{.}}>{{end}}", "<c d><<x>>")]
    [InlineData("{{range .Endpoints}}x{{end}}{{range .Name}}x{{end}}", "")]
    [InlineData(@"a\tb\nc", "a\tb\nc")]
    public void A_template_is_filled_in(string template, string expected) => Apply(template).Should().Be(expected);

    [Fact]
    public void A_dot_alone_is_all_of_it() => JsonDocument.Parse(Apply("{{json .}}")).RootElement.GetProperty("Mtu").GetInt32().Should().Be(1500);

    [Theory]
    [InlineData("{{.Foo}}", "there is no field .Foo; there are .Name, .Id, .Internal, .Mtu, .None, .IPAM, .Labels, .Endpoints")]
    [InlineData("{{.name}}", "there is no field .name")]
    [InlineData("{{json .Foo}}", "there is no field .Foo")]
    [InlineData("{{range .Foo}}{{end}}", "there is no field .Foo")]
    [InlineData("{{Name}}", "\"Name\" is not a field: a field begins with a dot")]
    [InlineData("{{.Name", "a {{ is never closed by }}")]
    [InlineData("{{}}", "{{}} is empty")]
    [InlineData("{{end}}", "{{end}} ends no {{range}}")]
    [InlineData("{{range .IPAM.Config}}x", "a {{range}} is never closed by {{end}}")]
    [InlineData("{{if .Name}}", "is not understood")]
    [InlineData("{{json}}", "is not understood")]
    [InlineData("{{index .Labels}}", "is not understood")]
    [InlineData("{{index .Labels \"a}}", "a quote in {{index .Labels \"a}} is never closed")]
    public void What_is_no_template_is_refused_with_the_reason(string template, string reason)
    {
        Template.TryParse(template, Fields, out _, out var error).Should().BeFalse();
        error.Should().Contain(reason);
    }

    private static string Apply(string text)
    {
        Template.TryParse(text, Fields, out var template, out var error).Should().BeTrue(error);
        using var document = JsonDocument.Parse(Value);
        return template!.Apply(document.RootElement);
    }
}
