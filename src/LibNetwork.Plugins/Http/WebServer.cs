using System.Net;
using LibNetwork.Plugins.Listening;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace LibNetwork.Plugins.Http;

/// <summary>Kestrel on one socket, without a host around it: nothing here listens to signals or reads settings.</summary>
internal sealed class WebServer : IAsyncDisposable
{
    private readonly WebApplication _services;
    private readonly IServer _server;

    private WebServer(WebApplication services) => (_services, _server) = (services, services.Services.GetRequiredService<IServer>());

    internal static async ValueTask<WebServer> StartAsync(
        PluginOptions options, OpenListener listener, IHttpApplication<HttpContext> application, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ContentRootPath = "/" });
        builder.Services.AddSingleton(options.LoggerFactory);
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.CreateBoundListenSocket = _ => listener.Socket).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null; // RequestBody has the limit.
            kestrel.Limits.RequestHeadersTimeout = options.RequestTimeout;
            // The socket is there already; an address is only what Kestrel asks for.
            kestrel.Listen(new IPEndPoint(IPAddress.None, 1), listen =>
            {
                listen.Protocols = HttpProtocols.Http1;
                if (listener.Https is { } https)
                {
                    listen.UseHttps(https);
                }
            });
        });

        var server = new WebServer(builder.Build());
        try
        {
            await server._server.StartAsync(application, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Accepts nobody new, and waits for requests under way; those that take longer are cut off.</summary>
    internal async ValueTask StopAsync(TimeSpan patience)
    {
        using var deadline = new CancellationTokenSource(patience);
        await _server.StopAsync(deadline.Token);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _server.Dispose();
        await _services.DisposeAsync();
    }
}
