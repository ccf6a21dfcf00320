using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace LibNetwork.Plugins.Http;

/// <summary>Reads a request's body.</summary>
internal static class RequestBody
{
    // A client that is cut off while it writes may not see why. So what is too large is read on for a while, and thrown away.
    private const long LargestThrownAway = 64 << 20;

    /// <summary>Reads the body.</summary>
    /// <exception cref="BadHttpRequestException">It is too large, breaks off, or comes too slowly.</exception>
    internal static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContext context, long maxBytes, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength == 0)
        {
            return default;
        }

        var reader = context.Request.BodyReader;
        var body = new ArrayBufferWriter<byte>();
        long length = 0;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            length += read.Buffer.Length;
            if (length <= maxBytes)
            {
                foreach (var part in read.Buffer)
                {
                    body.Write(part.Span);
                }
            }

            reader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted || length > LargestThrownAway)
            {
                break;
            }
        }

        return length <= maxBytes ? body.WrittenMemory
            : throw new BadHttpRequestException($"the request body is too large: at most {maxBytes} bytes are taken", StatusCodes.Status413PayloadTooLarge);
    }
}
