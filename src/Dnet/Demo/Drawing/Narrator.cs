using System.Globalization;

namespace Dnet.Demo.Drawing;

/// <summary>Tells the demo's story line by line, and keeps count of what came out as it should.</summary>
internal sealed class Narrator(TextWriter output, Terminal terminal)
{
    private const int Indent = 3;
    private const int TimeWidth = 11;

    private readonly Glyphs _glyphs = Glyphs.For(terminal);
    private int _chapter;
    private int _good;
    private int _bad;

    /// <summary>What the terminal can show.</summary>
    internal Glyphs Glyphs => _glyphs;

    internal void Title(string text)
    {
        output.WriteLine();
        output.WriteLine(terminal.Paint(Ink.Strong, text));
    }

    /// <summary>Begins a numbered chapter.</summary>
    internal void Chapter(string title)
    {
        output.WriteLine();
        output.WriteLine(terminal.Paint(Ink.Strong, $"{++_chapter}  {title}"));
    }

    /// <summary>A paragraph.</summary>
    internal void Say(string text)
    {
        foreach (string line in Paragraph.Wrap(text, terminal.Width - Indent))
        {
            output.WriteLine(new string(' ', Indent) + line);
        }
    }

    /// <summary>A command somebody could type.</summary>
    internal void Quote(string command) => output.WriteLine($"{new string(' ', Indent + 2)}{terminal.Paint(Ink.Faint, "$")} {command}");

    /// <summary>A command, the time it took and what came of it.</summary>
    internal void Step(string command, TimeSpan time, string outcome)
    {
        int room = Math.Max(command.Length, terminal.Width - Indent - 2 - TimeWidth - Math.Max(outcome.Length, 18) - 2);
        output.WriteLine($"{new string(' ', Indent)}{terminal.Paint(Ink.Faint, "$")} {command.PadRight(room)}"
            + $"{terminal.Paint(Ink.Faint, Time(time).PadLeft(TimeWidth))}  {outcome}".TrimEnd());
    }

    /// <summary>Something that was tried, and whether it came out as it should.</summary>
    /// <param name="what">What was tried.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="expected">Whether that is as it should be.</param>
    /// <param name="reason">Why it should be so.</param>
    internal void Check(string what, string outcome, bool expected, string reason)
    {
        _ = expected ? _good++ : _bad++;
        string mark = expected ? terminal.Paint(Ink.Good, _glyphs.Good) : terminal.Paint(Ink.Bad, _glyphs.Bad);
        output.WriteLine($"{new string(' ', Indent)}{mark} {what,-37} {outcome,-22} {terminal.Paint(Ink.Faint, expected ? reason : "UNEXPECTED: " + reason)}");
    }

    internal void Draw(Canvas canvas)
    {
        output.WriteLine();
        foreach (string line in canvas.Lines(terminal))
        {
            output.WriteLine(new string(' ', Indent) + line);
        }

        output.WriteLine();
    }

    /// <summary>Ends the story.</summary>
    /// <returns>Whether everything came out as it should.</returns>
    internal bool Finish(TimeSpan total)
    {
        output.WriteLine();
        output.WriteLine(_bad == 0
            ? terminal.Paint(Ink.Good, $"All {_good} checks came out as they should, in {total.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.")
            : terminal.Paint(Ink.Bad, $"{_bad} of {_good + _bad} checks did not come out as they should."));
        return _bad == 0;
    }

    /// <summary>A time for people: milliseconds with as many decimals as mean something.</summary>
    internal static string Time(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " ms";
}
