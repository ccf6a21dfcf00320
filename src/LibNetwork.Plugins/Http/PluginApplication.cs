using System.Collections.Frozen;
using LibNetwork.DriverApi;
using LibNetwork.PluginProtocol;
using LibNetwork.PluginProtocol.Json;
using LibNetwork.PluginProtocol.Messages;
using LibNetwork.Plugins.Calls;
using LibNetwork.Plugins.Methods;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace LibNetwork.Plugins.Http;

/// <summary>Answers requests: finds the method, reads the body, makes the call, and turns what goes wrong into a status and <c>{"Err"}</c> (B-011).</summary>
internal sealed class PluginApplication(PluginOptions options, IEnumerable<Method> methods, CallRunner runner, ILogger logger) : IHttpApplication<HttpContext>
{
    private static readonly PluginCall NoCall = new(_ => ValueTask.FromResult(Answer.Nothing));

    private readonly FrozenDictionary<string, Method> _methods = methods.ToFrozenDictionary(method => "/" + method.Name, StringComparer.Ordinal);

    public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

    public void DisposeContext(HttpContext context, Exception? exception)
    {
    }

    public async Task ProcessRequestAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        if (!_methods.TryGetValue(path, out var method))
        {
            var text = $"plugin {options.Name} has no method {path.TrimStart('/')}";
            logger.Refused(context.Request.Method, path, "", StatusCodes.Status404NotFound, text);
            await WriteAsync(context, StatusCodes.Status404NotFound, Error(path.StartsWith('/' + PluginMethod.IpamPrefix, StringComparison.Ordinal), text));
        }
        else if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.Headers.Allow = HttpMethods.Post;
            var text = $"{method.Name}: HTTP method {context.Request.Method} is not allowed here; POST is";
            logger.Refused(context.Request.Method, path, "", StatusCodes.Status405MethodNotAllowed, text);
            await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, Error(method.IsIpam, text));
        }
        else
        {
            await CallAsync(context, method);
        }
    }

    private async Task CallAsync(HttpContext context, Method method)
    {
        var started = options.TimeProvider.GetTimestamp();
        var call = NoCall;
        int status;
        byte[] answer;
        try
        {
            call = method.Read(await ReadAsync(context));
            answer = await runner.RunAsync(method.Name, call, context.RequestAborted);
            status = StatusCodes.Status200OK;
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            logger.CallerGone(method.Name, call.Subject, call.Detail);
            return;
        }
        catch (Exception e)
        {
            status = StatusOf(method, e);
            if (e is NetworkException or BadHttpRequestException)
            {
                logger.Refused(method.Name, call.Subject, call.Detail, status, e.Message);
            }
            else
            {
                logger.Failed(method.Name, call.Subject, call.Detail, e);
            }

            answer = Error(method.IsIpam, e.Message);
        }

        await WriteAsync(context, status, answer);
        logger.Answered(method.Name, call.Subject, call.Detail, status, options.TimeProvider.GetElapsedTime(started).TotalMilliseconds);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(options.RequestTimeout, options.TimeProvider);
        try
        {
            return await RequestBody.ReadAsync(context, options.MaxRequestBytes, deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new BadHttpRequestException("the request body comes too slowly", StatusCodes.Status408RequestTimeout, e);
        }
    }

    private static int StatusOf(Method method, Exception e) => e switch
    {
        NetworkException { Kind: ErrorKind.NotFound } when method.AbsentWhenNotFound => StatusCodes.Status500InternalServerError,
        NetworkException { Kind: ErrorKind.NotModified } => StatusCodes.Status409Conflict, // 304 has no body, and is no error.
        NetworkException network => network.Kind.ToHttpStatus(),
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static byte[] Error(bool isIpam, string text) =>
        Answer.Of(new PluginResponse { Err = text, Error = isIpam ? text : null }, PluginJson.Default.PluginResponse); // B-081

    private static async Task WriteAsync(HttpContext context, int status, byte[] answer)
    {
        try
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = PluginMethod.ResponseMediaType;
            context.Response.ContentLength = answer.Length;
            await context.Response.BodyWriter.WriteAsync(answer, context.RequestAborted);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody reads it.
        }
    }
}
