using Dnetd.Http;
using LibNetwork.DriverApi;
using Microsoft.AspNetCore.Http;

namespace Dnetd.Tests;

/// <summary>Paths with and without a version (I-054).</summary>
public sealed class ApiVersionPrefixTests
{
    [Theory]
    [InlineData("/networks", "/networks", "1.52")]
    [InlineData("/v1.24/networks", "/networks", "1.24")]
    [InlineData("/v1.52/networks/web/connect", "/networks/web/connect", "1.52")]
    [InlineData("/v1.40", "/", "1.40")]
    [InlineData("/v1/networks", "/v1/networks", "1.52")]
    [InlineData("/v1.x/networks", "/v1.x/networks", "1.52")]
    [InlineData("/version", "/version", "1.52")]
    public async Task The_version_is_taken_off_the_path(string path, string rest, string version)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };
        var seen = "";

        await ApiVersionPrefix.InvokeAsync(context, inner =>
        {
            seen = inner.Request.Path;
            return Task.CompletedTask;
        });

        seen.Should().Be(rest);
        ApiVersionPrefix.VersionOf(context).ToString().Should().Be(version);
    }

    [Theory]
    [InlineData("/v1.53/networks", "client version 1.53 is too new. Maximum supported API version is 1.52")]
    [InlineData("/v2.0/networks", "client version 2.0 is too new. Maximum supported API version is 1.52")]
    [InlineData("/v1.23/networks",
        "client version 1.23 is too old. Minimum supported API version is 1.24, please upgrade your client to a newer version")]
    public async Task What_is_not_spoken_is_refused(string path, string message)
    {
        var context = new DefaultHttpContext { Request = { Path = path } };

        var refusal = await FluentActions.Awaiting(() => ApiVersionPrefix.InvokeAsync(context, _ => Task.CompletedTask)).Should().ThrowAsync<NetworkException>();
        refusal.WithMessage(message).Which.Kind.Should().Be(ErrorKind.InvalidParameter);
    }
}
