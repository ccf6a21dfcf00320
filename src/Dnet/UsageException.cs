namespace Dnet;

/// <summary>The command line or the environment is wrong in a way that only shows when the command runs.</summary>
internal sealed class UsageException(string message) : Exception(message);
