namespace Dnet.Demo;

/// <summary>The demo cannot go on.</summary>
internal sealed class DemoException(string message, Exception? cause = null) : Exception(message, cause);
