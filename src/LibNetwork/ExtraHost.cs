using System.Net;

namespace LibNetwork;

/// <summary>A host that a sandbox knows by name.</summary>
/// <param name="Name">The name, in the form of a host name.</param>
/// <param name="Address">Its address.</param>
public sealed record ExtraHost(string Name, IPAddress Address)
{
    /// <summary>Docker's notation: <c>name:address</c>.</summary>
    public override string ToString() => $"{Name}:{Address}";
}
