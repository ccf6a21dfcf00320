namespace LibNetwork.DriverApi;

/// <summary>What was discovered .</summary>
public enum DiscoveryType
{
    /// <summary>A node of the cluster: <see cref="NodeDiscoveryData"/>.</summary>
    NodeDiscovery = 1,

    /// <summary>The keys of encrypted traffic: <see cref="DriverEncryptionConfig"/>.</summary>
    EncryptionKeysConfig = 2,

    /// <summary>A change of those keys: <see cref="DriverEncryptionUpdate"/>.</summary>
    EncryptionKeysUpdate = 3,
}
