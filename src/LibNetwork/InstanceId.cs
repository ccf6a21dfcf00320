using System.Security.Cryptography;
using System.Text;

namespace LibNetwork;

/// <summary>The mark of a controller on everything it makes in the kernel.</summary>
/// <remarks>It comes from a path, not from the store: a controller that has lost its store still knows what is its own.</remarks>
internal static class InstanceId
{
    /// <summary>Eight hex digits of the SHA-256 of the full path.</summary>
    internal static string Of(string root) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)))))[..8];
}
