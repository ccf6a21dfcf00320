namespace Dnet.Conformance;

/// <summary>What a plugin says it is, and whom a check concerns.</summary>
[Flags]
internal enum Roles
{
    /// <summary>Neither of the two.</summary>
    None = 0,

    /// <summary>A network driver.</summary>
    Network = 1,

    /// <summary>An IPAM driver.</summary>
    Ipam = 2,
}
