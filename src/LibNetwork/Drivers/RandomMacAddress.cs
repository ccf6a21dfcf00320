using System.Net.NetworkInformation;
using System.Security.Cryptography;

namespace LibNetwork.Drivers;

/// <summary>MAC addresses that nobody was sold: random, locally administered, unicast (D-046, D-134, D-135).</summary>
internal static class RandomMacAddress
{
    /// <summary>A fresh one.</summary>
    public static PhysicalAddress Next()
    {
        var bytes = new byte[6];
        RandomNumberGenerator.Fill(bytes);
        bytes[0] = (byte)((bytes[0] & 0xFE) | 0x02); // multicast bit off, local bit on
        return new PhysicalAddress(bytes);
    }
}
