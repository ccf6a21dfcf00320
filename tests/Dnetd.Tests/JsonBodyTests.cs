using System.Text;
using Dnetd.Http;
using LibNetwork.DriverApi;
using Microsoft.AspNetCore.Http;

namespace Dnetd.Tests;

/// <summary>Bodies that are no JSON object (I-057).</summary>
public sealed class JsonBodyTests
{
    [Theory]
    [InlineData("", "application/json", "invalid JSON: got EOF while reading request body")]
    [InlineData("{}", "text/plain", "unsupported Content-Type header (text/plain): must be 'application/json'")]
    [InlineData("{}", null, "unsupported Content-Type header (): must be 'application/json'")]
    [InlineData("{}", "nonsense", "unsupported Content-Type header (nonsense): must be 'application/json'")]
    [InlineData("{", "application/json", "invalid JSON: *")]
    [InlineData("{'a':1}", "application/json", "invalid JSON: *")]
    [InlineData("""{"a":1,"a":2}""", "application/json", "invalid JSON: *")]
    [InlineData("{}x", "application/json", "unexpected content after JSON")]
    [InlineData("{}{}", "application/json", "unexpected content after JSON")]
    [InlineData("[]", "application/json", "invalid JSON: expected an object, found a list")]
    [InlineData("null", "application/json", "invalid JSON: expected an object, found null")]
    [InlineData("\"x\"", "application/json", "invalid JSON: expected an object, found a string")]
    public async Task What_is_no_object_is_refused(string body, string? contentType, string message)
    {
        var refusal = await FluentActions.Awaiting(async () => await JsonBody.ReadAsync(Request(body, contentType))).Should().ThrowAsync<NetworkException>();
        refusal.WithMessage(message).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }

    [Fact]
    public async Task Depth_is_limited()
    {
        var deep = string.Concat(Enumerable.Repeat("""{"a":""", 100)) + "1" + new string('}', 100);
        await FluentActions.Awaiting(async () => await JsonBody.ReadAsync(Request(deep, "application/json"))).Should().ThrowAsync<NetworkException>();
    }

    [Fact]
    public async Task Broken_utf8_is_refused()
    {
        var context = Request("", "application/json");
        context.Request.Body = new MemoryStream([.. "{\"Name\":\""u8, 0xff, 0xfe, .. "\"}"u8]);
        await FluentActions.Awaiting(async () => await JsonBody.ReadAsync(context)).Should().ThrowAsync<NetworkException>().WithMessage("invalid JSON: *");
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("APPLICATION/JSON")]
    public async Task An_object_is_read_and_blanks_may_follow(string contentType) =>
        (await JsonBody.ReadAsync(Request("{\"Name\":\"web\"} \r\n\t", contentType))).Text("Name").Should().Be("web");

    [Fact]
    public async Task A_body_that_may_be_left_out_may_be_left_out() => (await JsonBody.ReadOptionalAsync(Request("", null))).Should().BeNull();

    private static DefaultHttpContext Request(string body, string? contentType)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Request.ContentType = contentType;
        return context;
    }
}
