using System.Runtime.InteropServices;

namespace LibNetwork.Linux;

/// <summary>The kernel refused an operation.</summary>
public class KernelException : Exception
{
    /// <summary>Says what was refused and why.</summary>
    /// <param name="operation">What was tried, lower-case: <c>pin namespace to /run/x</c>.</param>
    /// <param name="errno">The kernel's reason.</param>
    /// <param name="detail">More about the reason, or null.</param>
    public KernelException(string operation, Errno errno, string? detail = null)
        : base(Describe(operation, errno, detail))
    {
        Operation = operation;
        Errno = errno;
    }

    /// <summary>What was tried: <c>create veth veth0123</c>.</summary>
    public string Operation { get; }

    /// <summary>The kernel's reason.</summary>
    public Errno Errno { get; }

    internal static KernelException Last(string operation) => new(operation, (Errno)Marshal.GetLastPInvokeError());

    private protected static string Describe(string operation, Errno errno, string? detail)
    {
        var reason = Marshal.GetPInvokeErrorMessage((int)errno);
        if (reason.Length > 1 && char.IsLower(reason[1]))
        {
            reason = char.ToLowerInvariant(reason[0]) + reason[1..];
        }

        return string.IsNullOrEmpty(detail) ? $"{operation}: {reason} ({errno})" : $"{operation}: {reason} ({errno}): {detail}";
    }
}
