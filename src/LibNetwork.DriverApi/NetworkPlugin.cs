namespace LibNetwork.DriverApi;

/// <summary>Names of the network plugin protocol.</summary>
public static class NetworkPlugin
{
    /// <summary>The plugin's "Implements" token and the prefix of every remote call's path .</summary>
    public const string EndpointType = "NetworkDriver";
}
