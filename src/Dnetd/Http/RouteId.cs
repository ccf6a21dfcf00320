namespace Dnetd.Http;

/// <summary>The name or id in a path.</summary>
internal static class RouteId
{
    /// <summary>What <c>{id}</c> stands for; a slash in it, sent as <c>%2F</c>, is one again.</summary>
    internal static string Of(HttpContext context) =>
        ((string)context.Request.RouteValues["id"]!).Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
