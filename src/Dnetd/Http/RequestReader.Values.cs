using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;
using LibNetwork.DriverApi;

namespace Dnetd.Http;

/// <content>Values that are more than a string.</content>
internal sealed partial class RequestReader
{
    private const int MacAddressBytes = 6;

    /// <summary>A boolean; null when it is absent or wrong.</summary>
    internal bool? Flag(string name)
    {
        _known.Add(name);
        if (!IsPresent(name))
        {
            return null;
        }

        var value = _members[name];
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Errors.Add(PathOf(name), $"expected a boolean, found {NameOf(value)}");
        return null;
    }

    /// <summary>A whole number of 32 bits; null when it is absent or wrong.</summary>
    internal int? Number(string name)
    {
        if (Take(name, JsonValueKind.Number, "a whole number") is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out var number))
        {
            return number;
        }

        Errors.Add(PathOf(name), $"{value.GetRawText()} is not a whole number from {int.MinValue} to {int.MaxValue}");
        return null;
    }

    /// <summary>An address, of one family if that is given; null when it is absent, empty or wrong.</summary>
    internal IPAddress? Address(string name, AddressFamily? family = null)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        // A CIDR's address is read strictly: four decimal numbers without leading zeros, no zone.
        if (ParseAddress(text) is { } address && (family is null || address.AddressFamily == family))
        {
            return address;
        }

        Errors.Add(PathOf(name), $"\"{text}\" is not an {family switch { AddressFamily.InterNetwork => "IPv4", AddressFamily.InterNetworkV6 => "IPv6", _ => "IP" }} address");
        return null;
    }

    /// <summary>Reads an address, strictly; null when it is none.</summary>
    internal static IPAddress? ParseAddress(string text) => CidrAddress.TryParse($"{text}/0", out var address) ? address.Address : null;

    /// <summary>A list of strings that stand for something else; those that do not are told.</summary>
    /// <param name="name">The member.</param>
    /// <param name="parse">Reads one; null when it cannot be read.</param>
    /// <param name="expected">What is wanted, for people.</param>
    internal IReadOnlyList<T> Parsed<T>(string name, Func<string, T?> parse, string expected)
        where T : class
    {
        var values = new List<T>();
        foreach (var text in Texts(name))
        {
            if (parse(text) is { } value)
            {
                values.Add(value);
            }
            else
            {
                Errors.Add(PathOf(name), $"\"{text}\" is not {expected}");
            }
        }

        return values;
    }

    /// <summary>A MAC address; null when it is absent, empty or wrong.</summary>
    internal PhysicalAddress? MacAddress(string name)
    {
        if (Text(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (PhysicalAddress.TryParse(text, out var address) && address.GetAddressBytes().Length == MacAddressBytes)
        {
            return address;
        }

        Errors.Add(PathOf(name), $"\"{text}\" is not a MAC address, such as 02:42:ac:11:00:02");
        return null;
    }

    /// <summary>An object of strings; empty when it is absent or wrong.</summary>
    internal IReadOnlyDictionary<string, string> Map(string name)
    {
        var map = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (Object(name) is { } reader)
        {
            foreach (var key in reader._members.Keys)
            {
                if (reader.Text(key) is { } text)
                {
                    map[key] = text;
                }
            }
        }

        return map;
    }

    /// <summary>A list of strings; empty when it is absent or wrong.</summary>
    internal IReadOnlyList<string> Texts(string name)
    {
        var texts = new List<string>();
        foreach (var (item, path) in Items(name, "a list of strings"))
        {
            if (item.ValueKind != JsonValueKind.String)
            {
                Errors.Add(path, $"expected a string, found {NameOf(item)}");
            }
            else if (TextOf(item, path) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }
}
