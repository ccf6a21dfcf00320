namespace LibNetwork.PluginProtocol.Messages;

/// <summary>B-075.</summary>
public sealed record IpamCapabilitiesResponse : PluginResponse
{
    /// <summary>Whether address requests come with a MAC address.</summary>
    public bool RequiresMACAddress { get; init; }

    /// <summary>Whether pools are requested again after a restart.</summary>
    public bool RequiresRequestReplay { get; init; }
}
