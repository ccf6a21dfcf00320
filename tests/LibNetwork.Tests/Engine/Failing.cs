using LibNetwork.DriverApi;

namespace LibNetwork.Tests.Engine;

/// <summary>What a call of the engine fails with.</summary>
internal static class Failing
{
    public static async Task<(ErrorKind Kind, string Message)> FailsAsync<T>(this ValueTask<T> call)
    {
        var error = (await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<NetworkException>()).Which;
        return (error.Kind, error.Message);
    }

    public static async Task<(ErrorKind Kind, string Message)> FailsAsync(this ValueTask call)
    {
        var error = (await FluentActions.Awaiting(async () => await call).Should().ThrowAsync<NetworkException>()).Which;
        return (error.Kind, error.Message);
    }
}
