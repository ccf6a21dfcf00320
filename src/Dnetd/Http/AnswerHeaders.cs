namespace Dnetd.Http;

/// <summary>Headers of every answer, from which Docker's clients tell whom they talk to. (I-055)</summary>
internal static class AnswerHeaders
{
    private static readonly string Server = $"Docker/{ProductVersion.Text} (linux)";
    private static readonly string Newest = ApiVersion.Newest.ToString();

    internal static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var headers = context.Response.Headers;
        headers.Server = Server;
        headers["Api-Version"] = Newest;
        headers["Ostype"] = "linux";
        headers["Docker-Experimental"] = "false";
        return next(context);
    }
}
