namespace Dnet.Output;

/// <summary>One field of a list.</summary>
/// <param name="Field">Its name in templates and JSON.</param>
/// <param name="Header">Its header in tables.</param>
/// <param name="Value">Its text; the flag says whether ids are written in full.</param>
/// <param name="InTable">Whether it is in the table unless a template says otherwise.</param>
internal sealed record Column<T>(string Field, string Header, Func<T, bool, string> Value, bool InTable = true);
