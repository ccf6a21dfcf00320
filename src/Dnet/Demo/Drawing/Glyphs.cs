namespace Dnet.Demo.Drawing;

/// <summary>The characters a topology is drawn with.</summary>
internal sealed record Glyphs(
    string Line, string InternalLine, string Down, string Cross, string InternalCross, string Plug,
    string TopLeft, string TopRight, string BottomLeft, string BottomRight, string Edge, string Outlet, string Arrow, string Good, string Bad)
{
    private static readonly Glyphs Rich = new("─", "╌", "│", "┼", "┼", "●", "┌", "┐", "└", "┘", "─", "┬", "→", "✓", "✗");
    private static readonly Glyphs Ascii = new("-", ".", "|", "+", "+", "o", "+", "+", "+", "+", "-", "+", "->", "ok", "NOT");

    /// <summary>The ones a terminal can show.</summary>
    internal static Glyphs For(Terminal terminal) => terminal.Unicode ? Rich : Ascii;
}
