namespace Dnetd.Options;

/// <summary>What is served to a Docker Engine under one name.</summary>
/// <param name="Name">The name users give to <c>docker network create --driver</c> or <c>--ipam-driver</c>; the socket is <c>NAME.sock</c>.</param>
internal sealed record DockerPlugin(string Name)
{
    /// <summary>The type of the network driver; null for none.</summary>
    public string? Driver { get; init; }

    /// <summary>Whether the IPAM driver is served.</summary>
    public bool Ipam { get; init; }
}
