namespace Dnetd.Options;

/// <summary>What the value of a <see cref="Setting"/> looks like.</summary>
internal enum SettingShape
{
    /// <summary>A text; in the file a string.</summary>
    Text,

    /// <summary>Texts: a flag given several times, a variable with commas, in the file a string or a list of strings.</summary>
    Texts,

    /// <summary>A whole number; in the file a number.</summary>
    Number,

    /// <summary>True or false; in the file a boolean.</summary>
    Switch,

    /// <summary>Address pools: <c>base=CIDR,size=N</c>, a variable with semicolons, in the file also objects.</summary>
    Pools,
}
