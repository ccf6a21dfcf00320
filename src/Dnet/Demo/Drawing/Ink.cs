namespace Dnet.Demo.Drawing;

/// <summary>What a piece of text is, which decides its colour.</summary>
internal enum Ink
{
    Plain,
    Faint,
    Strong,
    Good,
    Bad,
    Network0,
    Network1,
    Network2,
}
