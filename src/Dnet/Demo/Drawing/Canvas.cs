using System.Text;

namespace Dnet.Demo.Drawing;

/// <summary>A sheet of characters, each with its ink. Grows as it is drawn on.</summary>
internal sealed class Canvas
{
    private readonly List<List<(char Character, Ink Ink)>> _rows = [];

    /// <summary>Writes text from a place to the right.</summary>
    internal void Put(int column, int row, string text, Ink ink = Ink.Plain)
    {
        while (_rows.Count <= row)
        {
            _rows.Add([]);
        }

        List<(char, Ink)> line = _rows[row];
        while (line.Count < column + text.Length)
        {
            line.Add((' ', Ink.Plain));
        }

        for (int i = 0; i < text.Length; i++)
        {
            line[column + i] = (text[i], ink);
        }
    }

    /// <summary>The character at a place; a space where nothing was drawn.</summary>
    internal char At(int column, int row) => row < _rows.Count && column < _rows[row].Count ? _rows[row][column].Character : ' ';

    /// <summary>The lines, coloured for a terminal.</summary>
    internal IEnumerable<string> Lines(Terminal terminal)
    {
        foreach (List<(char Character, Ink Ink)> row in _rows)
        {
            var line = new StringBuilder();
            for (int start = 0; start < row.Count;)
            {
                int end = start;
                while (end < row.Count && row[end].Ink == row[start].Ink)
                {
                    end++;
                }

                line.Append(terminal.Paint(row[start].Ink, string.Concat(row[start..end].Select(cell => cell.Character))));
                start = end;
            }

            yield return line.ToString().TrimEnd();
        }
    }
}
