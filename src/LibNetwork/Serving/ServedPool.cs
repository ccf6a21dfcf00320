using System.Net;
using LibNetwork.Store;

namespace LibNetwork.Serving;

/// <summary>A pool that another engine holds, live. Whoever changes it holds its lock.</summary>
internal sealed class ServedPool(ServedPoolRecord record)
{
    public ServedPoolRecord Record { get; } = record;

    public AsyncLock Lock { get; } = new();

    /// <summary>The addresses that are taken from it.</summary>
    public Dictionary<IPAddress, ServedAddressRecord> Addresses { get; } = [];

    /// <summary>Whether the IPAM driver has given it out; not so when a restart could not take it again.</summary>
    public bool IsHeld { get; set; } = true;

    /// <summary>Whether it was released while someone waited for its lock.</summary>
    public bool IsGone { get; set; }
}
