using System.Net;

namespace LibNetwork.Api;

/// <summary>A call to the daemon failed.</summary>
public sealed class DnetException : Exception
{
    /// <summary>Makes an error from a daemon's answer, or from the lack of one.</summary>
    /// <param name="status">The answer's status; null when none came.</param>
    /// <param name="message">What the daemon says is wrong, or why it could not be reached.</param>
    /// <param name="innerException">What the network stack said.</param>
    public DnetException(HttpStatusCode? status, string message, Exception? innerException = null)
        : base(message, innerException) => Status = status;

    /// <summary>The answer's status; null when the daemon could not be reached.</summary>
    public HttpStatusCode? Status { get; }
}
