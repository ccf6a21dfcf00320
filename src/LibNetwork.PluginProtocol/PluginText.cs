using System.Net.NetworkInformation;

namespace LibNetwork.PluginProtocol;

/// <summary>Values that the protocol writes as text.</summary>
public static class PluginText
{
    /// <summary>A MAC address as Go writes it: lower-case hex pairs with colons; empty for none.</summary>
    public static string Of(PhysicalAddress? address) =>
        address is null ? "" : string.Join(':', address.GetAddressBytes().Select(part => part.ToString("x2")));

    /// <summary>Reads a MAC address of 6, 8 or 20 bytes, its pairs parted by colons or dashes (Go's <c>net.ParseMAC</c>).</summary>
    public static bool TryParseMac(string text, out PhysicalAddress? address)
    {
        ArgumentNullException.ThrowIfNull(text);
        address = null;
        return text.Length is 17 or 23 or 59 && text[2] is ':' or '-' && PhysicalAddress.TryParse(text, out address)
            && address.GetAddressBytes().Length is 6 or 8 or 20;
    }
}
