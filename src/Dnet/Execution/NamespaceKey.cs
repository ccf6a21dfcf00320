using Microsoft.Win32.SafeHandles;

namespace Dnet.Execution;

/// <summary>Opens a sandbox's namespace.</summary>
internal static class NamespaceKey
{
    /// <summary>Opens it by its path.</summary>
    /// <param name="path">The path in the daemon's mount namespace.</param>
    /// <param name="daemon">The daemon's process id, whose view of the files is asked first; null asks only one's own.</param>
    /// <returns>Null when there is no such file here or it may not be opened.</returns>
    internal static SafeFileHandle? Open(string path, int? daemon)
    {
        // In one's own mount namespace the path may be the empty file that the namespace is pinned on elsewhere.
        return (daemon is { } pid ? TryOpen($"/proc/{pid}/root{path}") : null) ?? TryOpen(path);
    }

    private static SafeFileHandle? TryOpen(string path)
    {
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
