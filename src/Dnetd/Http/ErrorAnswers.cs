using System.Diagnostics;
using LibNetwork.Api;
using LibNetwork.DriverApi;
using LibNetwork.Linux;

namespace Dnetd.Http;

/// <summary>Turns what a request throws, and what no route takes, into <c>{"message": …}</c> with its status. (I-056)</summary>
/// <remarks>What a client asked for is done even when it goes away meanwhile: requests take milliseconds, and a client that comes back finds either
/// all of it or nothing, never something on its way out.</remarks>
internal sealed class ErrorAnswers(RequestDelegate next, ILogger logger)
{
    internal async Task InvokeAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        await AnswerAsync(context);
        logger.Answered(
            context.Request.Method, context.Request.Path, context.Response.StatusCode, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (!context.Response.HasStarted)
            {
                await AnswerUnroutedAsync(context);
            }
        }
        catch (IOException e) when (e is not BadHttpRequestException && context.RequestAborted.IsCancellationRequested)
        {
            logger.ClientGone(context.Request.Method, context.Request.Path);
        }
        catch (NetworkException e)
        {
            if (e.Kind == ErrorKind.Internal)
            {
                logger.RequestFailed(context.Request.Method, context.Request.Path, e);
            }

            await AnswerAsync(context, e.Kind.ToHttpStatus(), e.Message);
        }
        catch (BadHttpRequestException e)
        {
            await AnswerAsync(context, e.StatusCode, e.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? $"request body is too large: at most {JsonBody.MaxBytes} bytes are taken"
                : e.Message);
        }
        catch (Exception e)
        {
            logger.RequestFailed(context.Request.Method, context.Request.Path, e);
            await AnswerAsync(context, StatusCodes.Status500InternalServerError, e is KernelException ? e.Message : $"internal error: {e.Message}");
        }
    }

    private static Task AnswerUnroutedAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => AnswerAsync(context, StatusCodes.Status404NotFound, "page not found"),
        StatusCodes.Status405MethodNotAllowed => AnswerAsync(
            context, StatusCodes.Status405MethodNotAllowed, $"method {context.Request.Method} is not allowed here; allowed: {context.Response.Headers.Allow}"),
        _ => Task.CompletedTask,
    };

    private static Task AnswerAsync(HttpContext context, int status, string message) => context.Response.HasStarted
        ? Task.CompletedTask
        : JsonAnswer.WriteAsync(context, new ErrorResponse { Message = message }, ApiJson.Readable.ErrorResponse, status);
}
