using System.Text;

namespace LibNetwork;

/// <summary>What may be the name of a network, an endpoint or a sandbox.</summary>
internal static class ObjectName
{
    private const int MaxBytes = 255;

    /// <summary>What is wrong with a name; null when nothing is (A-053, A-054, C-029).</summary>
    internal static string? Check(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            return "invalid name: name is empty";
        }

        if (name.Any(char.IsControl))
        {
            return "invalid name: it has control characters in it";
        }

        if (Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            return $"invalid name: it is {Encoding.UTF8.GetByteCount(name)} bytes long, at most {MaxBytes} are allowed";
        }

        return name.Contains('/', StringComparison.Ordinal) ? $"invalid name: {name} has a slash in it"
            : name is "." or ".." ? $"invalid name: {name} cannot be part of a URL"
            : name.Trim() != name ? $"invalid name: \"{name}\" begins or ends with a blank"
            : null;
    }

    /// <summary>What is wrong with an interface name; null when nothing is. The kernel takes 15 bytes at most (IFNAMSIZ).</summary>
    internal static string? CheckInterface(string name) =>
        Encoding.UTF8.GetByteCount(name) > 15 ? $"invalid interface name {name}: it is longer than 15 bytes"
        : name is "." or ".." or "lo" || name.Any(c => c is '/' or ':' or '%' || char.IsControl(c) || char.IsWhiteSpace(c))
            ? $"invalid interface name \"{name}\": it is reserved, or has a blank, a slash, a colon or a percent sign in it"
        : null;
}
