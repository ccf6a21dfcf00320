namespace LibNetwork.DriverApi;

/// <summary>An IP protocol by its number; any number of 0–255 may occur .</summary>
public enum TransportProtocol : byte
{
    /// <summary>None, or a name that is not known.</summary>
    None = 0,

    /// <summary>ICMP.</summary>
    Icmp = 1,

    /// <summary>TCP.</summary>
    Tcp = 6,

    /// <summary>UDP.</summary>
    Udp = 17,

    /// <summary>SCTP.</summary>
    Sctp = 132,
}
