namespace Dnet.Demo.Drawing;

/// <summary>Text broken into lines at its spaces.</summary>
internal static class Paragraph
{
    /// <param name="text">The text.</param>
    /// <param name="width">Columns that a line may have; a longer word has a line of its own.</param>
    internal static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }

            line = line.Length == 0 ? word : $"{line} {word}";
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }
}
