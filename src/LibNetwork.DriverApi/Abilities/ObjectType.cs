namespace LibNetwork.DriverApi;

/// <summary>What an entry of a shared table belongs to .</summary>
public enum ObjectType
{
    /// <summary>An endpoint.</summary>
    Endpoint = 1,

    /// <summary>A network.</summary>
    Network = 2,

    /// <summary>Something only the driver knows.</summary>
    Opaque = 3,
}
