namespace LibNetwork.DriverApi;

/// <summary>A node that joined or left .</summary>
/// <param name="Address">The node's address, without a port.</param>
/// <param name="Self">Whether it is this node.</param>
/// <param name="BindAddress">The local address to bind to; empty when it is <paramref name="Address"/>.</param>
public sealed record NodeDiscoveryData(string Address, bool Self, string BindAddress = "") : IDiscoveryData;
