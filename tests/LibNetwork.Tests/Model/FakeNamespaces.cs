using LibNetwork.DriverApi;
using LibNetwork.Sandboxing;

namespace LibNetwork.Tests.Model;

/// <summary>Namespaces that are a name in a <see cref="FakeKernel"/> and nothing else.</summary>
internal sealed class FakeNamespaces(FakeKernel kernel, Action<string> before) : ISandboxNamespaces
{
    public ValueTask<SandboxNamespace?> TakeAsync(string path, CancellationToken cancellationToken)
    {
        before("Take");
        if (!kernel.Namespaces.TryAdd(path, true))
        {
            throw new NetworkException(ErrorKind.Internal, $"{path} is pinned already");
        }

        return default;
    }

    public ValueTask<SandboxNamespace?> AdoptAsync(string path, CancellationToken cancellationToken) => default;

    public bool IsThere(string path) => kernel.Namespaces.ContainsKey(path);

    public IReadOnlyList<string> List() => [.. kernel.Namespaces.Keys];

    public void Remove(string path)
    {
        before("Remove");
        kernel.Namespaces.TryRemove(path, out _);
    }
}
