namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-076.</summary>
public sealed record AddressSpacesResponse : PluginResponse
{
    /// <summary>The space of networks of one host.</summary>
    public string LocalDefaultAddressSpace { get; init => field = value ?? ""; } = "";

    /// <summary>The space of networks of the cluster.</summary>
    public string GlobalDefaultAddressSpace { get; init => field = value ?? ""; } = "";
}
