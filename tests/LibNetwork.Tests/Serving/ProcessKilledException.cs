namespace LibNetwork.Tests.Serving;

/// <summary>The process does not exist any more.</summary>
internal sealed class ProcessKilledException : Exception;
