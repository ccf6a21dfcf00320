using System.IO.Enumeration;
using Dnet.Conformance.Checks;

namespace Dnet.Conformance;

/// <summary>All the checks, in the order of a plugin's life.</summary>
internal static class ConformanceSuite
{
    internal static IReadOnlyList<Check> Checks { get; } =
    [
        .. Handshake.Checks,
        .. Capabilities.Checks,
        .. Networks.Checks,
        .. Endpoints.Checks,
        .. Joining.Checks,
        .. ExternalConnectivity.Checks,
        .. Discovery.Checks,
        .. Pools.Checks,
        .. Addresses.Checks,
        .. Messages.Checks,
        .. Errors.Checks,
        .. Connections.Checks,
        .. Concurrency.Checks,
        .. Restart.Checks,
        .. Afterwards.Checks,
    ];

    /// <summary>The checks that one of the patterns fits; all when there are none.</summary>
    internal static IReadOnlyList<Check> Select(IReadOnlyCollection<string> patterns) =>
        patterns.Count == 0 ? Checks : [.. Checks.Where(check => patterns.Any(pattern => Fits(check.Name, pattern)))];

    /// <summary>Whether a pattern with <c>*</c> and <c>?</c> fits a check's name; a group's name fits all of the group.</summary>
    internal static bool Fits(string name, string pattern) =>
        FileSystemName.MatchesSimpleExpression(pattern.Contains('/', StringComparison.Ordinal) ? pattern : pattern.Contains('*', StringComparison.Ordinal)
            ? pattern : pattern + "/*", name, ignoreCase: false);
}
