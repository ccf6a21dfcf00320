namespace Dnet.Demo.Drawing;

/// <summary>What the terminal can show.</summary>
/// <param name="Color">Whether it shows colours.</param>
/// <param name="Unicode">Whether it shows lines and arrows beyond ASCII.</param>
/// <param name="Width">Columns of text, 60–96.</param>
internal sealed record Terminal(bool Color, bool Unicode, int Width)
{
    private const int MinWidth = 60;
    private const int MaxWidth = 96;
    private const int DefaultWidth = 80;

    private static readonly string[] LocaleVariables = ["LC_ALL", "LC_CTYPE", "LANG"];

    /// <summary>Looks at where the output goes and at the environment.</summary>
    /// <param name="plain">Whether the user wants no colours.</param>
    internal static Terminal Detect(bool plain)
    {
        bool dumb = Environment.GetEnvironmentVariable("TERM") is "dumb";
        bool color = !plain && !dumb && !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("NO_COLOR") is null or "";
        return new Terminal(color, SpeaksUnicode(), Console.IsOutputRedirected ? DefaultWidth : Math.Clamp(WindowWidth(), MinWidth, MaxWidth));
    }

    // An unset locale is a machine nobody has set up, and its terminal shows UTF-8 all the same; "C" is a choice.
    private static bool SpeaksUnicode()
    {
        string? locale = LocaleVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => value is { Length: > 0 });
        return locale is not ("C" or "POSIX");
    }

    private static int WindowWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
