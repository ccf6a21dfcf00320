using System.Runtime.InteropServices;
using Dnetd.Http;
using Dnetd.Options;
using LibNetwork;
using LibNetwork.Api;

namespace Dnetd.Status;

/// <summary>Routes about the daemon itself. (I-088 to I-090)</summary>
internal sealed class StatusRoutes(NetworkController controller, DaemonOptions options)
{
    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/_ping", [HttpMethods.Get, HttpMethods.Head], PingAsync);
        routes.MapGet("/version", VersionAsync);
        routes.MapGet("/info", InfoAsync);
    }

    private static Task PingAsync(HttpContext context)
    {
        var response = context.Response;
        response.Headers.CacheControl = "no-cache, no-store, must-revalidate";
        response.Headers.Pragma = "no-cache";
        response.ContentType = "text/plain; charset=utf-8";
        response.ContentLength = 2;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.WriteAsync("OK");
    }

    private static Task VersionAsync(HttpContext context)
    {
        var answer = new VersionResponse
        {
            Platform = new VersionPlatform { Name = "LibNetwork for .NET" },
            Version = ProductVersion.Text,
            ApiVersion = ApiVersion.Newest.ToString(),
            MinApiVersion = ApiVersion.Oldest.ToString(),
            Os = "linux",
            Arch = RuntimeInformation.ProcessArchitecture switch
            {
                Architecture.X64 => "amd64",
                var other => other.ToString().ToLowerInvariant(),
            },
            KernelVersion = Environment.OSVersion.Version.ToString(),
        };
        return JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.VersionResponse);
    }

    private Task InfoAsync(HttpContext context)
    {
        var answer = new InfoResponse
        {
            Id = controller.InstanceId,
            Name = Environment.MachineName,
            ServerVersion = ProductVersion.Text,
            Pid = Environment.ProcessId,
            DataRoot = options.DataRoot,
            ExecRoot = options.ExecRoot,
            Networks = controller.Networks.Count,
            Endpoints = controller.Endpoints.Count,
            Sandboxes = controller.Sandboxes.Count,
            ServedNetworks = controller.ServedNetworks.Count,
            StartReport = controller.StartReport,
        };
        return JsonAnswer.WriteAsync(context, answer, ApiJson.Readable.InfoResponse);
    }
}
