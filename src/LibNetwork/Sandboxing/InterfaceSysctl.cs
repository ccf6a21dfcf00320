using LibNetwork.DriverApi;
using LibNetwork.Linux;
using LibNetwork.Linux.Sysctl;

namespace LibNetwork.Sandboxing;

/// <summary>A kernel parameter of one interface: <c>net.ipv4.conf.IFNAME.log_martians=1</c>, where <c>IFNAME</c> stands for its name (C-008, C-122).</summary>
internal static class InterfaceSysctl
{
    private const string Placeholder = "IFNAME";

    /// <summary>What is wrong with one; null when nothing is.</summary>
    internal static string? Check(string text)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0 || equals == text.Length - 1)
        {
            return $"expected sysctl '{text}' to have format name=value";
        }

        return text[..equals].Split('.') is ["net", "ipv4" or "ipv6" or "mpls", var group, var name, var parameter]
            && name.Equals(Placeholder, StringComparison.OrdinalIgnoreCase) && IsWord(group) && IsWord(parameter) ? null
            : $"unrecognised network interface sysctl '{text}'; represent 'net.X.Y.ethN.Z=V' as 'net.X.Y.IFNAME.Z=V', 'X' must be 'ipv4', 'ipv6' or 'mpls'";
    }

    /// <summary>Writes one, in the namespace of the calling thread.</summary>
    /// <exception cref="NetworkException"><see cref="ErrorKind.InvalidParameter"/>: there is no such parameter, or it cannot have that value.</exception>
    internal static void Write(string text, string interfaceName)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var parts = text[..equals].Split('.');

        // With slashes, since an interface may have a dot in its name.
        var name = SysctlName.Parse($"{parts[0]}/{parts[1]}/{parts[2]}/{interfaceName}/{parts[4]}");
        try
        {
            SysctlFile.Write(name, text[(equals + 1)..]);
        }
        catch (KernelException refused) when (refused.Errno == Errno.ENOENT)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, $"{name.Path} is not a sysctl file", refused);
        }
        catch (KernelException refused)
        {
            throw new NetworkException(ErrorKind.InvalidParameter, refused.Message, refused);
        }
    }

    private static bool IsWord(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
}
