namespace Dnetd.Options;

/// <summary>Something that can be set: by a flag, by a variable of the environment, in the configuration file.</summary>
/// <param name="Key">Its name in the file; the flag is <c>--KEY</c>, the variable <c>DNETD_KEY</c>.</param>
/// <param name="Shape">What its value looks like.</param>
/// <param name="ValueName">What its value is called in the help.</param>
/// <param name="Description">Its help.</param>
/// <param name="Parse">Puts texts into the options; an error is one line without the name.</param>
internal sealed record Setting(
    string Key, SettingShape Shape, string ValueName, string Description, Func<DaemonOptions, IReadOnlyList<string>, Action<string>, DaemonOptions> Parse)
{
    internal string Flag => $"--{Key}";

    internal string Variable => $"DNETD_{Key.ToUpperInvariant().Replace('-', '_')}";

    internal bool IsList => Shape is SettingShape.Texts or SettingShape.Pools;
}
