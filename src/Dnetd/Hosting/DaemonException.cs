namespace Dnetd.Hosting;

/// <summary>The daemon cannot start; the message says why, and what to do.</summary>
internal sealed class DaemonException(string message) : Exception(message);
