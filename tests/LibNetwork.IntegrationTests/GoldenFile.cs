using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace LibNetwork.IntegrationTests;

/// <summary>What a command printed once and was reviewed, in a file beside the test.</summary>
/// <remarks>With <c>UPDATE_GOLDENS=1</c> in the environment the files are written instead of compared.</remarks>
internal static partial class GoldenFile
{
    /// <summary>Whether what is printed now is what shall be printed from now on.</summary>
    internal static bool IsUpdating => Environment.GetEnvironmentVariable("UPDATE_GOLDENS") == "1";

    /// <summary>Asserts that a ruleset is the one in <c>Goldens/NAME</c>, whatever was counted.</summary>
    internal static void ShouldMatchRuleset(string listed, string name, [CallerFilePath] string test = "")
    {
        var actual = Counts().Replace(listed, "packets 0 bytes 0").ReplaceLineEndings("\n").Trim() + "\n";
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Goldens", name);
        if (IsUpdating)
        {
            File.WriteAllText(path, actual);
        }

        actual.Should().Be(File.ReadAllText(path), "of {0}", name);
    }

    [GeneratedRegex("packets [0-9]+ bytes [0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Counts();
}
