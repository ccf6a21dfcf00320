using System.Globalization;
using System.Net.NetworkInformation;
using System.Text.Json;

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
        if (text.Length is not (17 or 23 or 59) || text[2] is not (':' or '-'))
        {
            return false;
        }

        // The BCL's own parser takes colons between six pairs only.
        var bytes = new byte[(text.Length + 1) / 3];
        for (var i = 0; i < bytes.Length; i++)
        {
            if (!byte.TryParse(text.AsSpan(i * 3, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i])
                || (i > 0 && text[(i * 3) - 1] != text[2]))
            {
                return false;
            }
        }

        address = new PhysicalAddress(bytes);
        return true;
    }

    /// <summary>What a reader of JSON did not like, without the names of types in this program.</summary>
    public static string Reason(JsonException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return error.Message.StartsWith("The JSON value could not be converted", StringComparison.Ordinal)
            ? $"{error.Path}: a JSON value of another type is needed"
            : error.Message;
    }
}
