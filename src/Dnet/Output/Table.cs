using System.Text;

namespace Dnet.Output;

/// <summary>Rows of cells, in columns three blanks apart.</summary>
internal static class Table
{
    private const int Gap = 3;

    internal static void Write(IReadOnlyList<string[]> rows, TextWriter output)
    {
        var widths = new List<int>();
        foreach (var row in rows)
        {
            for (var i = 0; i < row.Length; i++)
            {
                if (i == widths.Count)
                {
                    widths.Add(0);
                }

                widths[i] = Math.Max(widths[i], row[i].Length);
            }
        }

        var line = new StringBuilder();
        foreach (var row in rows)
        {
            line.Clear();
            for (var i = 0; i < row.Length; i++)
            {
                line.Append(i == row.Length - 1 ? row[i] : row[i].PadRight(widths[i] + Gap));
            }

            output.WriteLine(line.ToString().TrimEnd());
        }
    }
}
