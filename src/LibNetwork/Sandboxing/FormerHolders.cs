using System.Net;
using System.Net.NetworkInformation;
using LibNetwork.DriverApi;

namespace LibNetwork.Sandboxing;

/// <summary>Which MAC addresses a network's IP addresses had before: neighbours may still believe in them. Under the network's lock.</summary>
/// <remarks>It knows what left since the engine started.</remarks>
internal sealed class FormerHolders
{
    private const int Most = 4096;

    private readonly Dictionary<IPAddress, PhysicalAddress> _last = [];
    private bool _isOverflown;

    /// <summary>Notes that an interface has left.</summary>
    public void Add(PhysicalAddress? macAddress, params ReadOnlySpan<CidrAddress?> addresses)
    {
        foreach (var address in addresses)
        {
            if (macAddress is null || address is not { } left)
            {
                continue;
            }

            if (_last.Count >= Most)
            {
                // So many addresses that any of them is taken for one that was in use.
                _last.Clear();
                _isOverflown = true;
            }

            _last[left.Address] = macAddress;
        }
    }

    /// <summary>Whether a neighbour may know one of the addresses under another MAC address.</summary>
    public bool AnyOther(PhysicalAddress? macAddress, params ReadOnlySpan<CidrAddress?> addresses)
    {
        foreach (var address in addresses)
        {
            if (address is { } joining && (_last.TryGetValue(joining.Address, out var former) ? !former.Equals(macAddress) : _isOverflown))
            {
                return true;
            }
        }

        return false;
    }
}
