namespace LibNetwork.Api;

/// <summary>A node of the cluster, as discovered.</summary>
public sealed record NodeResource
{
    /// <summary>Where its peers reach it: an IP address.</summary>
    public required string Address { get; init; }

    /// <summary>Whether it is the node that answers.</summary>
    public bool Self { get; init; }
}
