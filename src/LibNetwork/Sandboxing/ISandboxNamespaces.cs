using LibNetwork.DriverApi;

namespace LibNetwork.Sandboxing;

/// <summary>Where the namespaces of sandboxes come from, each known by the path it is pinned to.</summary>
internal interface ISandboxNamespaces
{
    /// <summary>A fresh one, its loopback up, pinned to a path; null where sandboxes have none: the engine then programs nothing inside.</summary>
    /// <exception cref="NetworkException">The kernel refused; nothing is left.</exception>
    ValueTask<SandboxNamespace?> TakeAsync(string path, CancellationToken cancellationToken);

    /// <summary>Takes a pinned one up again after a restart.</summary>
    ValueTask<SandboxNamespace?> AdoptAsync(string path, CancellationToken cancellationToken);

    /// <summary>Whether one is pinned to the path.</summary>
    bool IsThere(string path);

    /// <summary>The paths at which there is one, or what is left of one.</summary>
    IReadOnlyList<string> List();

    /// <summary>Gives up what is at the path; nothing there is success.</summary>
    void Remove(string path);
}
