using System.Globalization;

namespace Dnet.Demo.Drawing;

/// <summary>Tells the demo's story line by line, and keeps count of what came out as it should.</summary>
internal sealed class Narrator(TextWriter output, Terminal terminal)
{
    private const int Indent = 3;
    private const int TimeWidth = 10;

    private readonly Glyphs _glyphs = Glyphs.For(terminal);
    private int _chapter;
    private int _good;
    private int _bad;
    private bool _blank = true;

    /// <summary>What the terminal can show.</summary>
    internal Glyphs Glyphs => _glyphs;

    internal void Title(string text)
    {
        Blank();
        Line(terminal.Paint(Ink.Strong, text));
        Blank();
    }

    /// <summary>Begins a numbered chapter.</summary>
    internal void Chapter(string title)
    {
        Blank();
        Line(terminal.Paint(Ink.Strong, $"{++_chapter}  {title}"));
    }

    /// <summary>A paragraph.</summary>
    internal void Say(string text)
    {
        foreach (string line in Paragraph.Wrap(text, terminal.Width - Indent))
        {
            Line(new string(' ', Indent) + line);
        }
    }

    /// <summary>A command somebody could type.</summary>
    internal void Quote(string command) => Line($"{new string(' ', Indent + 2)}{terminal.Paint(Ink.Faint, "$")} {command}");

    /// <summary>A command, the time it took and what came of it.</summary>
    internal void Step(string command, TimeSpan time, string outcome = "")
    {
        string result = outcome.Length > 0 ? $"  {_glyphs.Arrow} {outcome}" : "";
        Line($"{terminal.Paint(Ink.Faint, Time(time).PadLeft(TimeWidth))}  {terminal.Paint(Ink.Faint, "$")} {command}{terminal.Paint(Ink.Faint, result)}");
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
        Line($"{new string(' ', Indent)}{mark} {what,-37} {outcome,-22} {terminal.Paint(Ink.Faint, expected ? reason : "UNEXPECTED: " + reason)}");
    }

    internal void Draw(Canvas canvas)
    {
        Blank();
        foreach (string line in canvas.Lines(terminal))
        {
            Line((new string(' ', Indent) + line).TrimEnd());
        }

        Blank();
    }

    /// <summary>Ends the story.</summary>
    /// <returns>Whether everything came out as it should.</returns>
    internal bool Finish(TimeSpan total)
    {
        Blank();
        Line(_bad == 0
            ? terminal.Paint(Ink.Good, $"All {_good} checks came out as they should, in {total.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.")
            : terminal.Paint(Ink.Bad, $"{_bad} of {_good + _bad} checks did not come out as they should."));
        return _bad == 0;
    }

    /// <summary>A time for people: milliseconds with as many decimals as mean something.</summary>
    internal static string Time(TimeSpan time) =>
        time.TotalMilliseconds.ToString(time.TotalMilliseconds < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " ms";

    private void Line(string text)
    {
        output.WriteLine(text);
        _blank = text.Length == 0;
    }

    /// <summary>One blank line, never two.</summary>
    private void Blank()
    {
        if (!_blank)
        {
            Line("");
        }
    }
}
