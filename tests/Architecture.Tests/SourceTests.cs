namespace Architecture.Tests;

/// <summary>Habits that no compiler checks.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 500;

    // In two halves, or this file would be the first to break its own rule.
    private static readonly string[] Reminders = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X"];

    [Fact]
    public void No_file_of_the_product_is_longer_than_a_reader_can_hold() =>
        Repository.Sources("src").Select(path => (Path: path, Lines: Repository.Read(path).Count(c => c == '\n')))
            .Where(file => file.Lines > LongestFile)
            .Should().BeEmpty();

    [Fact]
    public void Test_names_are_sentences()
    {
        var names = Repository.Sources("tests").SelectMany(TestNames).ToList();
        names.Should().HaveCountGreaterThan(100, "the tests are found");
        names.Where(name => !name.Contains('_', StringComparison.Ordinal)).Should().BeEmpty();
    }

    [Fact]
    public void No_test_is_skipped() =>
        Repository.Sources("tests").Where(path => Lines(path).Any(line =>
                IsTestAttribute(line) && line.Contains("Skip", StringComparison.Ordinal)))
            .Should().BeEmpty();

    [Fact]
    public void Nothing_is_left_to_be_done_in_a_comment() =>
        new[] { "src", "tests", "bench", "samples" }.SelectMany(Repository.Sources)
            .SelectMany(path => Lines(path).Where(IsReminder).Select(line => $"{path}: {line}"))
            .Should().BeEmpty();

    [Fact]
    public void Folders_named_after_nothing_do_not_exist() =>
        new[] { "src", "tests" }.SelectMany(Repository.Sources)
            .SelectMany(path => path.Split('/')[..^1])
            .Intersect(["Utils", "Utilities", "Helpers", "Common", "Misc", "Shared"])
            .Should().BeEmpty();

    private static IEnumerable<string> Lines(string path) => Repository.Read(path).Split('\n').Select(line => line.Trim());

    private static bool IsTestAttribute(string line) =>
        line.StartsWith("[Fact", StringComparison.Ordinal) || line.StartsWith("[Theory", StringComparison.Ordinal);

    private static bool IsReminder(string line)
    {
        var comment = line.IndexOf("//", StringComparison.Ordinal);
        return comment >= 0 && line[comment..].Split([' ', ':', '(', '.', ','], StringSplitOptions.RemoveEmptyEntries).Intersect(Reminders).Any();
    }

    // The name is the last word before the parenthesis of the first public member after the attribute.
    private static IEnumerable<string> TestNames(string path)
    {
        var isTest = false;
        foreach (var line in Lines(path))
        {
            isTest |= IsTestAttribute(line);
            if (isTest && line.StartsWith("public ", StringComparison.Ordinal) && line.Contains('(', StringComparison.Ordinal))
            {
                isTest = false;
                yield return line[..line.IndexOf('(', StringComparison.Ordinal)].Split(' ')[^1];
            }
        }
    }
}
