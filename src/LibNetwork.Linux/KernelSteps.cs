namespace LibNetwork.Linux;

/// <summary>Where this process touches the kernel, for tests that stop it, or fail it, right there.</summary>
/// <remarks>Nobody listens but in tests; then a step costs the look at one field.</remarks>
internal static class KernelSteps
{
    /// <summary>A batch of changes over netlink.</summary>
    internal const string Change = "netlink change";

    /// <summary>A question over netlink.</summary>
    internal const string Question = "netlink question";

    /// <summary>A namespace's file is made, or its mount.</summary>
    internal const string Pin = "pin";

    /// <summary>A namespace's mount is taken off, or its file.</summary>
    internal const string Unpin = "unpin";

    /// <summary>A parameter is written.</summary>
    internal const string Sysctl = "sysctl";

    /// <summary>Hears of each step before it is taken; what it throws is thrown instead of taking it. Null outside tests.</summary>
    internal static Action<string>? Listener { get; set; }

    internal static void Before(string step) => Listener?.Invoke(step);
}
