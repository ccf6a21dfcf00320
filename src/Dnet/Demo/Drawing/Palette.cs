namespace Dnet.Demo.Drawing;

/// <summary>Colours for a terminal, or none.</summary>
internal static class Palette
{
    private const string Reset = "\e[0m";

    /// <summary>The text in its colour.</summary>
    internal static string Paint(this Terminal terminal, Ink ink, string text) =>
        terminal.Color && Code(ink) is { } code ? $"\e[{code}m{text}{Reset}" : text;

    private static string? Code(Ink ink) => ink switch
    {
        Ink.Faint => "2",
        Ink.Strong => "1",
        Ink.Good => "32",
        Ink.Bad => "31;1",
        Ink.Network0 => "36",
        Ink.Network1 => "33",
        Ink.Network2 => "35",
        _ => null,
    };
}
