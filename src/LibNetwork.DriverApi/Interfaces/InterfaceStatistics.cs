namespace LibNetwork.DriverApi;

/// <summary>What went through an interface since it was made .</summary>
public readonly record struct InterfaceStatistics
{
    /// <summary>Bytes received.</summary>
    public ulong RxBytes { get; init; }

    /// <summary>Packets received.</summary>
    public ulong RxPackets { get; init; }

    /// <summary>Packets received with an error.</summary>
    public ulong RxErrors { get; init; }

    /// <summary>Packets dropped on receipt.</summary>
    public ulong RxDropped { get; init; }

    /// <summary>Bytes sent.</summary>
    public ulong TxBytes { get; init; }

    /// <summary>Packets sent.</summary>
    public ulong TxPackets { get; init; }

    /// <summary>Packets that could not be sent for an error.</summary>
    public ulong TxErrors { get; init; }

    /// <summary>Packets dropped instead of sent.</summary>
    public ulong TxDropped { get; init; }
}
