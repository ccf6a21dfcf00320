using System.Collections.Concurrent;

namespace LibNetwork.Tests.Model;

/// <summary>What a driver and sandboxes have made, and what a restart of the engine finds again.</summary>
internal sealed class FakeKernel
{
    /// <summary>By the network's id.</summary>
    internal ConcurrentDictionary<string, bool> Bridges { get; } = new(StringComparer.Ordinal);

    /// <summary>The sandbox's key by the endpoint's id.</summary>
    internal ConcurrentDictionary<string, string> Links { get; } = new(StringComparer.Ordinal);

    /// <summary>The ids of endpoints whose ports are open.</summary>
    internal ConcurrentDictionary<string, bool> Ports { get; } = new(StringComparer.Ordinal);

    /// <summary>By the sandbox's key.</summary>
    internal ConcurrentDictionary<string, bool> Namespaces { get; } = new(StringComparer.Ordinal);
}
