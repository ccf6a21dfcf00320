using LibNetwork.Linux.Interop;
using LibNetwork.Linux.Threading;
using Microsoft.Win32.SafeHandles;

namespace LibNetwork.Linux.Namespaces;

/// <summary>The one thread of the process that visits namespaces, and always comes home.</summary>
/// <remarks>A namespace belongs to a thread, a socket to the namespace it was opened in: so this thread goes in, opens what is
/// wanted, and comes back. No other thread ever leaves the home namespace. A thread that cannot come home would write into somebody
/// else's network from then on, so the process ends instead.</remarks>
internal sealed class NamespaceThread
{
    private readonly WorkThread _thread;

    private NamespaceThread()
    {
        Home = NamespaceFile.Open(NamespaceFile.OfProcess);
        HomeId = NamespaceFile.Identify(Home);
        _thread = new WorkThread("namespaces", BeginAtHome, item => item.Run());
    }

    internal static NamespaceThread Shared { get; } = new();

    internal SafeFileHandle Home { get; }

    internal NamespaceId HomeId { get; }

    /// <summary>Runs a function on the thread, which is at home before and after it.</summary>
    internal ValueTask<T> RunAsync<TState, T>(Func<TState, T> function, TState state, CancellationToken cancellationToken)
    {
        var item = new FunctionItem<TState, T>(function, state, cancellationToken);
        _thread.Enqueue(item);
        return new ValueTask<T>(item.Task);
    }

    /// <summary>Runs a function inside a namespace. Only on this thread.</summary>
    internal T Visit<TState, T>(SafeFileHandle target, Func<TState, T> function, TState state)
    {
        if (Libc.SetNamespace(target, Libc.Flags.NewNetwork) != 0)
        {
            throw KernelException.Last("enter network namespace");
        }

        try
        {
            return function(state);
        }
        finally
        {
            ComeHome();
        }
    }

    /// <summary>Runs a function inside a namespace that is made for it. Only on this thread.</summary>
    internal T VisitNew<TState, T>(Func<TState, T> function, TState state)
    {
        if (Libc.Unshare(Libc.Flags.NewNetwork) != 0)
        {
            throw KernelException.Last("create network namespace");
        }

        try
        {
            return function(state);
        }
        finally
        {
            ComeHome();
        }
    }

    private void ComeHome()
    {
        if (Libc.SetNamespace(Home, Libc.Flags.NewNetwork) != 0)
        {
            Environment.FailFast(KernelException.Last("return to the home network namespace").Message);
        }
    }

    // A new thread starts in its creator's namespace, which need not be home.
    private void BeginAtHome()
    {
        using var current = NamespaceFile.Open(NamespaceFile.OfThread);
        if (NamespaceFile.Identify(current) != HomeId)
        {
            ComeHome();
        }
    }
}
