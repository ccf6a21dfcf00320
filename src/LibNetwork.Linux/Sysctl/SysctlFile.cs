using System.Text;
using LibNetwork.Linux.Interop;
using static LibNetwork.Linux.Interop.Libc;

namespace LibNetwork.Linux.Sysctl;

/// <summary>Reads and writes kernel parameters in the namespace of the calling thread.</summary>
/// <remarks>The kernel looks at who opens the file; to reach another namespace call it there
/// (<see cref="Namespaces.NetworkNamespace.ReadSysctlAsync"/>, <see cref="Namespaces.NetworkNamespace.RunAsync(Action, CancellationToken)"/>).</remarks>
public static class SysctlFile
{
    /// <summary>A parameter's value without its closing line feed.</summary>
    /// <exception cref="KernelException">ENOENT when there is no such parameter.</exception>
    public static string Read(SysctlName name)
    {
        using var file = OpenFile(name.Path, "read sysctl");
        Span<byte> buffer = stackalloc byte[4096];
        var length = Libc.Read(file, buffer, buffer.Length);
        return length >= 0
            ? Encoding.UTF8.GetString(buffer[..(int)length].TrimEnd((byte)'\n'))
            : throw KernelException.Last($"read sysctl {name}");
    }

    /// <summary>Sets a parameter.</summary>
    /// <exception cref="KernelException">ENOENT when there is no such parameter, EINVAL for a value it cannot have, EROFS or EACCES when it is not ours to set.</exception>
    public static void Write(SysctlName name, string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        KernelSteps.Before(KernelSteps.Sysctl);
        using var file = OpenFile(name.Path, "write sysctl", Flags.WriteOnly);
        if (Libc.Write(file, Encoding.UTF8.GetBytes(value), Encoding.UTF8.GetByteCount(value)) < 0)
        {
            throw KernelException.Last($"set sysctl {name} to {value}");
        }
    }
}
