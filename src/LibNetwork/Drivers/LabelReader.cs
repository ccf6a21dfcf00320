using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LibNetwork.DriverApi;

namespace LibNetwork.Drivers;

/// <summary>Reads a driver's string labels the way libnetwork reads them, gathering what cannot be read.</summary>
/// <remarks>A label that is missing or unreadable answers null, so that the caller's default applies and reading goes on.</remarks>
internal sealed class LabelReader(IReadOnlyDictionary<string, string> labels, OptionErrors errors)
{
    /// <summary>The label's text, or null.</summary>
    public string? Text(string label) => labels.GetValueOrDefault(label);

    /// <summary>A truth value in one of the spellings of Go's <c>strconv.ParseBool</c>.</summary>
    public bool? Bool(string label)
    {
        switch (Text(label))
        {
            case null:
                return null;
            case "1" or "t" or "T" or "TRUE" or "true" or "True":
                return true;
            case "0" or "f" or "F" or "FALSE" or "false" or "False":
                return false;
            case var other:
                Fail(label, other, "not a truth value, such as true or false");
                return null;
        }
    }

    /// <summary>A decimal number with an optional sign.</summary>
    public int? Number(string label)
    {
        if (Text(label) is not { } text)
        {
            return null;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fail(label, text, "not a whole number in range");
        return null;
    }

    /// <summary>An IP address of either family.</summary>
    public IPAddress? Address(string label)
    {
        var text = Text(label);
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        // CidrAddress refuses the forms that IPAddress takes but people do not mean, such as "1" and "010.0.0.1".
        if (CidrAddress.TryParse(text + (text.Contains(':') ? "/128" : "/32"), out var address))
        {
            return address.Address;
        }

        Fail(label, text, "nil ip");
        return null;
    }

    /// <summary>An IP address of one family that a packet can come from.</summary>
    public IPAddress? SourceAddress(string label, AddressFamily family)
    {
        var address = Address(label);
        if (address is null)
        {
            return null;
        }

        if (address.AddressFamily != family)
        {
            Fail(label, Text(label)!, family == AddressFamily.InterNetwork ? "not an IPv4 address" : "not an IPv6 address");
            return null;
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            Fail(label, Text(label)!, "not the address of a host");
            return null;
        }

        return address;
    }

    /// <summary>Notes that a label's value cannot be read, in libnetwork's words (spec section D, head).</summary>
    public void Fail(string label, string value, string reason) =>
        errors.Invalid($"failed to parse {label} value: {value} ({reason})");
}
